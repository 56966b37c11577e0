"""The hours at which something runs, thinned out for small companies.

Belongs here: hours of a month by schedule, one at least. Does not: what runs (`hours.py` has the
schedules).
"""

from dataclasses import dataclass

from ingest.demo.hours import calendar
from ingest.demo.month import Month

_LEAST_DAYS = 1 / 27
"""Of days thinned to this share every month keeps one."""


@dataclass(frozen=True, slots=True)
class Tick:
    """An hour (counted from 1970) at which a line starts, its local clock and how long it is."""

    hour: int
    local_hour: int
    span: int


def ticks(month: Month, schedule: str, utc_offset: int, density: float) -> list[Tick]:
    """The lines' hours of a schedule in a month, about `density` of them, never none."""
    share = max(density, _LEAST_DAYS) if schedule == "daily" else density
    frame = calendar(month, [(schedule, utc_offset)], share)
    if frame.is_empty():
        frame = calendar(month, [(schedule, utc_offset)], 1.0).head(1)
    return [Tick(*row) for row in frame.select("hour", "local_hour", "span").rows()]
