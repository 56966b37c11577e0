"""Windows of time and the questions about them: raw samples, and how many there are.

Belongs here: PromQL, and dividing a window until its answer is small enough. Does not: HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TypeVar

from ingest.errors import Unreachable
from ingest.telemetry.prometheus.answers import TooMuch

HOUR_MS = 3_600_000
_MINUTE_MS = 60_000
_Told = TypeVar("_Told")


@dataclass(frozen=True, order=True)
class Window:
    """From a moment on, to another that is not in it: ms since 1970."""

    from_ms: int
    to_ms: int

    @property
    def ms(self) -> int:
        """How long it is."""
        return self.to_ms - self.from_ms

    @property
    def at_ms(self) -> int:
        """The moment to ask at."""
        return self.to_ms - 1

    def raw(self, selector: str) -> str:
        """The question for every sample in it; before version 3 one ms too early comes along."""
        return f"{selector}[{self.ms}ms]"

    def divided(self, ms: int) -> Iterator[Window]:
        """Its parts, each at most `ms` long."""
        for first in range(self.from_ms, self.to_ms, ms):
            yield Window(first, min(first + ms, self.to_ms))

    def holds(self, moment_ms: int) -> bool:
        """Whether a moment is in it."""
        return self.from_ms <= moment_ms < self.to_ms


def day_window(day: date) -> Window:
    """A UTC day."""
    first = int(datetime.combine(day, time(), UTC).timestamp() * 1000)
    return Window(first, first + 24 * HOUR_MS)


def parts_of_slice(day: date) -> tuple[Window, Window, Window]:
    """The hour before a day, the day, the hour after it."""
    own = day_window(day)
    before = Window(own.from_ms - HOUR_MS, own.from_ms)
    return before, own, Window(own.to_ms, own.to_ms + HOUR_MS)


def selector(metric: str, matchers: Sequence[str]) -> str:
    """The series of `metric` that meet all `matchers`."""
    return f"{metric}{{{','.join(matchers)}}}" if matchers else metric


def count_query(selectors: Mapping[str, str], window: Window) -> str:
    """How many samples of each metric stand in `window`, under the label `asked`."""
    return " or ".join(
        f'label_replace(sum(count_over_time({window.raw(one)})), "asked", "{metric}", "", "")'
        for metric, one in selectors.items()
    )


def in_small_enough(
    window: Window, ask: Callable[[Window], _Told]
) -> Iterator[tuple[Window, _Told]]:
    """What `ask` tells of `window`, in halves of halves where the whole is too much.

    Raises:
        Unreachable: a minute is still too much.
    """
    try:
        told = ask(window)
    except TooMuch as error:
        if window.ms <= _MINUTE_MS:
            remedy = "Raise the server's limit, or narrow the source by matchers"
            raise Unreachable(f"{error} Even for one minute. {remedy}.") from None
        middle = -(-window.ms // 2)
        for half in window.divided(middle):
            yield from in_small_enough(half, ask)
        return
    yield window, told
