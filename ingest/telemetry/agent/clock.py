"""Moments of samples: wall time that never runs backwards while the agent lives.

Belongs here: stamps. Does not: when to take the next sample.
"""

from __future__ import annotations

import time
from collections.abc import Callable

_SLOWEST = 0.9


class Clock:
    """Microseconds since 1970 in UTC, each reading no earlier than the one before.

    When the host's clock is set back, counters would seem to fall: time then runs on at nine tenths
    of its speed until the wall has caught up. When it is set forward, the gap is there to be seen.
    """

    def __init__(
        self,
        wall_ns: Callable[[], int] = time.time_ns,
        steady_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        self._wall_ns = wall_ns
        self._steady_ns = steady_ns
        self._last = wall_ns()
        self._steady = steady_ns()

    def now_us(self) -> int:
        """The moment now."""
        steady = self._steady_ns()
        slowest = self._last + int((steady - self._steady) * _SLOWEST)
        self._last = max(self._wall_ns(), slowest)
        self._steady = steady
        return self._last // 1000
