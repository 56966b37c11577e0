"""One size of bill, measured: which run follows which, how often.

Belongs here: the order of the runs. Does not: bars, printing.

Every repetition runs all that is compared, one after the other, and differences are taken within
it: other work on the machine then meets both sides of a ratio.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bench.company import Company, Say
from bench.floor import run_floor
from bench.models import ModelRun, load_seeds, run_models
from bench.process import Usage
from ingest.demo.bench import YEAR


@dataclass(frozen=True, slots=True)
class Repetition:
    """The runs of one repetition; `no_slice` and `no_file` are the same processes over nothing.

    `changed` follows the new delivery of one month, `idle` no delivery at all.
    """

    no_slice: Usage
    full: ModelRun
    no_file: Usage
    floor: Usage
    idle: ModelRun
    changed: ModelRun


@dataclass(frozen=True, slots=True)
class Trial:
    """All that was measured of a bill of `lines`, `changed_lines` of them in the changed month."""

    lines: int
    changed_lines: int
    repetitions: tuple[Repetition, ...]


class Bench:
    """A folder with a company that has no bill, and one with a bill for each size."""

    def __init__(self, home: Path, say: Say) -> None:
        self._home = home
        self._say = say
        self._without = Company(home / "no_bill", say)

    def prepare(self) -> None:
        """Set up the company without a bill: its runs tell what everything but lines costs."""
        self._set_up(self._without, None)

    def measure(self, lines: int, repeats: int) -> Trial:
        """Set up a company with a bill of so many lines, and measure it."""
        company = Company(self._home / f"{lines}_lines", self._say)
        written = self._set_up(company, lines)
        repetitions: list[Repetition] = []
        changed_lines = 0
        for number in range(repeats):
            self._say(f"repetition {number + 1} of {repeats}")
            no_slice = run_models(self._without.project, full_refresh=True).usage
            full = run_models(company.project, full_refresh=True)
            no_file = run_floor(company.project, over_nothing=True)
            floor = run_floor(company.project)
            idle = run_models(company.project, full_refresh=False)
            changed_lines = company.change_month(YEAR[number % len(YEAR)])
            company.land()
            company.write_raw_schema()
            changed = run_models(company.project, full_refresh=False)
            repetitions.append(Repetition(no_slice, full, no_file, floor, idle, changed))
        return Trial(written, changed_lines, tuple(repetitions))

    def _set_up(self, company: Company, lines: int | None) -> int:
        what = f"{lines:,} lines" if lines else "no bill"
        self._say(f"{what}: writing")
        written = company.write(lines)
        self._say(f"{what}: landing")
        company.land()
        company.write_raw_schema()
        self._say(f"{what}: loading seeds, first run")
        load_seeds(company.project)
        run_models(company.project, full_refresh=True)
        return written
