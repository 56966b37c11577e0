"""What runs on the company's boards: a training with two failed attempts, trials, two services.

Belongs here: who has which board when. Does not: what it draws (`watts.py`), its register rows
(`ai_registers.py`).
"""

from dataclasses import dataclass, replace
from functools import cached_property

from ingest.demo.onprem.machines import HOSTS

STEP_S = 300
STEPS_PER_HOUR = 3600 // STEP_S
STEPS_PER_DAY = 24 * STEPS_PER_HOUR

MODEL, EXPERIMENT = "lumen-7b", "assistant-2025"
TRAINING = "train-lumen-7b"
NAMESPACE, NOTEBOOKS = "assistant", "notebooks"
ON_DEMAND, BATCH = "assistant", "assistant-batch"

_GPU_01, _GPU_02 = (host.host_id for host in HOSTS[:2])


@dataclass(frozen=True)
class Work:
    """Some boards of a host, for some steps of the month, in one workload's hands.

    `nightly` keeps it to the hours before the given one; `load_watts` come on top with requests.
    """

    work_id: str
    host_id: str
    gpus: tuple[int, ...]
    first_step: int
    end_step: int
    watts: int
    load_watts: int = 0
    namespace: str | None = None
    pod: str | None = None
    job_id: str | None = None
    nightly: int | None = None

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """First step and the step at which it ends, of each stretch."""
        if self.nightly is None:
            return [(self.first_step, self.end_step)]
        hours = self.nightly * STEPS_PER_HOUR
        return [
            (first, first + hours) for first in range(self.first_step, self.end_step, STEPS_PER_DAY)
        ]


def at(day: int, hour: int) -> int:
    """The step at an hour of a day of the month, both as on a calendar."""
    return (day - 1) * STEPS_PER_DAY + hour * STEPS_PER_HOUR


FIRST_DAY, END_DAY = 3, 17
"""The fortnight of the month in which there is telemetry and work; the second is exclusive."""

WINDOW = (at(FIRST_DAY, 0), at(END_DAY, 0))

def _run(run_id: str, job_id: str, host_id: str, first: int, end: int, watts: int) -> Work:
    gpus = tuple(range(8)) if host_id == _GPU_02 else (4, 5, 6, 7)
    return Work(run_id, host_id, gpus, first, end, watts, job_id=job_id)


RUNS: tuple[Work, ...] = (
    _run(f"{TRAINING}-1", "80121", _GPU_02, at(3, 8), at(4, 6), 560),
    _run(f"{TRAINING}-2", "80133", _GPU_02, at(4, 10), at(4, 15), 540),
    _run(f"{TRAINING}-3", "80140", _GPU_02, at(5, 0), at(9, 12), 585),
    _run("tune-lumen-1b", "80151", _GPU_01, at(11, 6), at(11, 18), 430),
    _run("tune-lumen-3b", "80152", _GPU_01, at(12, 6), at(13, 10), 470),
)
"""Attempts one to three of the training, and two trials of the same experiment."""


_POD = Work(ON_DEMAND, _GPU_01, (1,), *WINDOW, 118, 260, NAMESPACE, "assistant-0")
SERVICES: tuple[Work, ...] = (
    _POD,
    replace(_POD, gpus=(2,), pod="assistant-1"),
    replace(
        _POD, work_id=BATCH, gpus=(3,), watts=520, load_watts=0, pod="assistant-batch-0", nightly=4
    ),
)
"""The pods that serve: two on demand, one that answers in batches every night."""

WORK = (*SERVICES, *RUNS)
"""Everything that has boards of its own."""
