"""Counts bill lines before they are made.

Belongs here: counting. Does not: what there is to count (`fleet.py`).
"""

from bisect import bisect_left
from collections.abc import Sequence

from ingest.demo.hours import calendar
from ingest.demo.meters import Meter
from ingest.demo.month import Month


class Clock:
    """Counts the lines of a schedule in a window, from sorted hours."""

    def __init__(self, month: Month, needs: Sequence[Meter], density: float) -> None:
        frame = calendar(month, {(m.schedule, m.utc_offset) for m in needs}, density)
        groups = frame.sort("hour").partition_by("schedule", "utc_offset", as_dict=True)
        self._hours = {key: part["hour"].to_list() for key, part in groups.items()}

    def hours(self, meter: Meter) -> list[int]:
        """The hours at which a meter of this schedule has lines, whatever its window."""
        return self._hours.get((meter.schedule, meter.utc_offset), [])

    def count(self, meter: Meter) -> int:
        """How many lines a meter has in its window."""
        hours = self.hours(meter)
        return bisect_left(hours, meter.window[1]) - bisect_left(hours, meter.window[0])

    def total(self, meters: Sequence[Meter]) -> int:
        """How many lines the meters have together."""
        return sum(map(self.count, meters))
