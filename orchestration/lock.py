"""The writer's lock: one process at a time writes the warehouse of a workspace.

Belongs here: the OS file lock and what its file says. Does not: who needs it; that is decided
where the raw views are made and released when the run has published.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.errors import TonneError

_POLL_SECONDS = 0.2
_GRACE_SECONDS = 0.5
"""Asked for in any case: `holder` of another process may have the lock for an instant."""


class Busy(TonneError):
    """Another process writes the warehouse and did not finish in the time given."""


@dataclass(frozen=True)
class Holder:
    """Who holds the lock, as its file says."""

    pid: int
    since: str

    def __str__(self) -> str:
        return f"process {self.pid} (since {self.since})"


class WriterLock:
    """The lock of one workspace; taking it again in the same object does nothing.

    The kernel frees it when the process ends, however it ends. The descriptor is not inherited,
    so a dbt that outlives its parent does not hold it: the warehouse itself says that it is busy.
    """

    def __init__(self, state: Path) -> None:
        self._file = state / "writer.lock"
        self._descriptor: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether this object holds the lock."""
        return self._descriptor is not None

    def take(self, *, wait_seconds: float = 0, on_wait: Callable[[str], None] = print) -> None:
        """Take the lock, or wait up to `wait_seconds` for it; `on_wait` is told once.

        Raises:
            Busy: another process still holds it; the message names its pid and since when.
        """
        if self.is_held:
            return
        deadline = time.monotonic() + max(wait_seconds, _GRACE_SECONDS)
        is_told = wait_seconds <= 0
        while not self._try():
            if time.monotonic() >= deadline:
                raise Busy(busy_sentence(self._described()))
            if not is_told:
                on_wait(f"Waiting for {self._described()}, which is writing this workspace.")
                is_told = True
            time.sleep(min(_POLL_SECONDS, max(0.0, deadline - time.monotonic())))

    def release(self) -> None:
        """Give the lock back; the file stays, because removing it would let two in."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None

    def holder(self) -> Holder | None:
        """Another process that holds the lock now, or none."""
        if self.is_held or not self._file.exists():
            return None
        with self._file.open("rb") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return self._written()
        return None

    def _try(self) -> bool:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps({"pid": os.getpid(), "since": since}).encode(), 0)
        self._descriptor = descriptor
        return True

    def _written(self) -> Holder:
        try:
            said = json.loads(self._file.read_text())
            return Holder(int(said["pid"]), str(said["since"]))
        except (ValueError, KeyError, OSError):  # read between its lock and its word
            return Holder(0, "a moment ago")

    def _described(self) -> str:
        holder = self._written()
        return str(holder) if holder.pid else "another process"


def busy_sentence(who: object) -> str:
    """What to tell somebody who has to leave because of `who`."""
    return (
        f"Another run is writing this workspace: {who}. "
        "Try again when it has ended, or wait for it with `tonne run --wait SECONDS`."
    )


@contextmanager
def exclusively(file: Path) -> Iterator[None]:
    """Hold a short lock on `file` around work that two processes must not interleave."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
