"""One agent on one host: its state folder, what a killed one left there, its readers, its end.

Belongs here: putting the parts together. Does not: options and signals (the command `tonne agent`).
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import TonneError, Unreachable
from ingest.objects import Place, open_place
from ingest.settings import SourceSettings
from ingest.source import slice_name
from ingest.telemetry.agent import journal
from ingest.telemetry.agent.delivery import Delivery
from ingest.telemetry.agent.meters import Reader
from ingest.telemetry.agent.sampler import Rhythm, Sampler

_FINISH_SECONDS = 20.0


class OtherAgent(TonneError):
    """Another agent samples this host into the same state folder."""


@dataclass(frozen=True)
class Host:
    """Where the samples of `host_id` go: journals below `state`, Parquet in the spool."""

    host_id: str
    spool: SourceSettings
    state: Path

    @property
    def journals(self) -> Path:
        """The folder of this host's journals."""
        return self.state / slice_name(self.host_id)

    def open_spool(self) -> Place:
        """The spool, to be written.

        Raises:
            Unreachable: it is not there or may not be reached.
        """
        return open_place(self.spool, Path.cwd(), create=True)


def sample_host(
    host: Host,
    readers: Sequence[Reader],
    rhythm: Rhythm,
    *,
    stop: threading.Event,
    duration_s: float | None,
    tell: Callable[[str], None],
) -> int:
    """Sample until `stop` is set or `duration_s` has passed; how many samples reached the spool.

    Raises:
        OtherAgent: another agent does this already.
        Unreachable: nothing here can be sampled, or the end of the samples did not arrive.
    """
    host.open_spool()
    with _alone(host.journals):
        left = journal.waiting(host.journals)
        delivery = Delivery(host.open_spool, host.host_id, tell)
        for path in left:
            delivery.give(path)
        sampler = Sampler(readers, host.journals, rhythm, give=delivery.give, tell=tell)
        count = sampler.look()
        if count:
            sampler.run(stop, duration_s=duration_s)
        is_done = delivery.finish(_FINISH_SECONDS)
    if not count:
        raise Unreachable("Nothing on this host can be sampled; see what is lacking above.")
    if not is_done:
        raise Unreachable(f"Some samples wait in {host.journals}; the next start delivers them.")
    return delivery.delivered


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock on `folder`; the kernel frees it when the process ends, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / "agent.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OtherAgent(
                f"another agent samples this host already: it holds {folder}. Stop it, or give "
                "this one its own --state and --host"
            ) from None
        yield
    finally:
        os.close(descriptor)
