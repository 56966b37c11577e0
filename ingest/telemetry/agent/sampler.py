"""The loop: read every meter at the interval, journal it at once, hand journals on in time.

Belongs here: the rhythm, and what happens when devices come and go. Does not: devices, the spool.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from ingest.telemetry.agent.clock import Clock
from ingest.telemetry.agent.journal import Journal, Sample
from ingest.telemetry.agent.meters import DeviceGone, Meter, Reader
from ingest.telemetry.agent.spool import LONGEST_FILE_S

_LOOK_AGAIN_SECONDS = 60.0
_COME_BACK_SECONDS = 1.0


@dataclass(frozen=True)
class Rhythm:
    """Seconds between samples, and the longest that one journal is written."""

    interval_s: float = 1.0
    rotate_s: float = LONGEST_FILE_S


@dataclass
class _Watched:
    """A reader, what it found, and when to look again (monotonic seconds)."""

    reader: Reader
    meters: Sequence[Meter] = ()
    look_at: float = 0.0
    was_there: bool = False
    told: set[str] = field(default_factory=set[str])


class Sampler:
    """Samples what `readers` find into journals in `state`; each full one goes to `give`."""

    def __init__(
        self,
        readers: Sequence[Reader],
        state: Path,
        rhythm: Rhythm,
        *,
        give: Callable[[Path], None],
        tell: Callable[[str], None],
        clock: Clock | None = None,
    ) -> None:
        self._watched = [_Watched(reader) for reader in readers]
        self._state = state
        self._rhythm = rhythm
        self._give = give
        self._tell = tell
        self._clock = clock or Clock()
        self._journal: Journal | None = None
        self._journal_ends = 0.0

    def look(self) -> int:
        """Look for meters where it is due; how many there are now. News are told once."""
        now = time.monotonic()
        for one in self._watched:
            if now < one.look_at:
                continue
            found = one.reader.look()
            one.meters = found.meters
            one.was_there = one.was_there or bool(found.meters)
            is_away = one.was_there and not found.meters
            one.look_at = now + (_COME_BACK_SECONDS if is_away else _LOOK_AGAIN_SECONDS)
            news = {f"Samples {found.summary}.", *found.lacks}
            for line in sorted(news - one.told, reverse=True):
                self._tell(line)
            one.told = news
        return sum(len(one.meters) for one in self._watched)

    def run(self, stop: threading.Event, *, duration_s: float | None = None) -> None:
        """Sample until `stop` is set or `duration_s` has passed; the last journal is handed on."""
        ends = None if duration_s is None else time.monotonic() + duration_s
        due = time.monotonic()
        while not stop.is_set():
            self.look()
            self.sample()
            # A beat that was missed is a gap, never two samples at once.
            missed = int(max(0.0, time.monotonic() - due) / self._rhythm.interval_s)
            due += (missed + 1) * self._rhythm.interval_s
            if ends is not None and due > ends:
                break
            stop.wait(due - time.monotonic())
        self.seal()

    def sample(self) -> None:
        """Read every meter once and journal it."""
        started = self._clock.now_us()
        taken: list[Sample] = []
        for one in self._watched:
            try:
                for meter in one.meters:
                    taken.append(self._read(meter))
            except DeviceGone as gone:
                one.meters = ()
                one.look_at = time.monotonic() + _COME_BACK_SECONDS
                self._tell(f"{gone}: looking again every {_COME_BACK_SECONDS:g} s.")
        if taken:
            try:
                self._journal_at(started).add(taken)
            except OSError as error:
                self._tell(f"A sample is lost: {error}")

    def seal(self) -> None:
        """End the journal, if there is one, and hand it on."""
        if self._journal is not None:
            self._journal.close()
            self._give(self._journal.path)
            self._journal = None

    def _read(self, meter: Meter) -> Sample:
        before = self._clock.now_us()
        value = meter.read()
        return meter.series, (before + self._clock.now_us()) // 2, value

    def _journal_at(self, moment_us: int) -> Journal:
        """The journal of now: another one at midnight UTC and when the last is long enough."""
        day = datetime.fromtimestamp(moment_us / 1_000_000, UTC).date()
        is_long = time.monotonic() >= self._journal_ends
        if self._journal is not None and (is_long or self._journal.day != day):
            self.seal()
        if self._journal is None:
            self._journal = Journal(self._state, moment_us)
            self._journal_ends = time.monotonic() + self._rhythm.rotate_s
        return self._journal
