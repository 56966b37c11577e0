"""The writer's lock as a Dagster resource: held from the raw views until the run is over.

Belongs here: the lock's life within a run. Does not: the lock itself (lock.py).
"""

import contextlib
from collections.abc import Iterator
from typing import Any, Self

import dagster as dg
from pydantic import PrivateAttr

from orchestration.lock import WriterLock
from orchestration.workroom import Workroom

_SCHEDULED_WAIT_SECONDS = 600.0


class Writer(dg.ConfigurableResource[Any]):
    """The right to write the warehouse, and how the run was asked to use it.

    The steps of a run share one process: the first that writes takes the lock, and it is given
    back when Dagster tears the run's resources down, also after a failure.
    """

    wait_seconds: float = _SCHEDULED_WAIT_SECONDS
    full_refresh: bool = False
    _lock: WriterLock | None = PrivateAttr(default=None)

    @contextlib.contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Self]:  # noqa: ARG002
        """Give the lock back at the end."""
        try:
            yield self
        finally:
            if self._lock is not None:
                self._lock.release()

    def take(self, room: Workroom) -> None:
        """Hold the lock from here on.

        Raises:
            Busy: another run held it for longer than `wait_seconds`.
        """
        room.orphan_seconds = max(room.orphan_seconds, self.wait_seconds)
        self._lock = room.lock
        self._lock.take(wait_seconds=self.wait_seconds, on_wait=room.progress.say)
