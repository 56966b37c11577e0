"""Months of UTC hours, and the pieces that an API gives at once.

Belongs here: calendar arithmetic. Does not: asking.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"


@dataclass(frozen=True)
class Span:
    """Half-open time in UTC, without a zone on it: `start` belongs to it, `end` does not."""

    start: datetime
    end: datetime

    def pieces(self, longest: timedelta) -> Iterator[Span]:
        """The span cut into pieces of at most `longest`, in order."""
        start = self.start
        while start < self.end:
            end = min(self.end, start + longest)
            yield Span(start, end)
            start = end


def month_span(month: str) -> Span:
    """The UTC month (YYYY-MM); a change of clocks does not change its hours."""
    start = datetime.strptime(month, "%Y-%m")
    return Span(start, _next(start))


def months_of(first: str, last: str | None) -> Iterator[str]:
    """Finished months (YYYY-MM) from `first` to `last`, oldest first."""
    start = datetime.strptime(first, "%Y-%m")
    while _next(start) <= datetime.now(UTC).replace(tzinfo=None):
        month = f"{start:%Y-%m}"
        if last is not None and month > last:
            return
        yield month
        start = _next(start)


def months_since(month: str) -> int:
    """How many months ago `month` was; the one before the running month is 1."""
    now, then = datetime.now(UTC), datetime.strptime(month, "%Y-%m")
    return (now.year - then.year) * 12 + now.month - then.month


def _next(month: datetime) -> datetime:
    return (month + timedelta(days=32)).replace(day=1)
