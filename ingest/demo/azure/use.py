"""What runs at Azure, day by day: quantities in the meters' single units.

Belongs here: when a need has lines and how much each counts. Does not: lines (`bill.py`).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.demo.azure.needs import NEEDS, Need
from ingest.demo.month import Month
from ingest.demo.noise import chance
from ingest.demo.ticks import ticks


@dataclass(frozen=True, slots=True)
class Use:
    """What a resource used on a day, in the meter's single units."""

    need: Need
    day: date
    amount: float


def uses_of(month: Month, density: float, seed: int) -> Iterator[Use]:
    """All use of a month by day; `density` is the share of days that have lines."""
    kept = [_day(month, tick.hour) for tick in ticks(month, "daily", 0, density)]
    for need in NEEDS:
        hours: dict[date, int] = defaultdict(int)
        for tick in ticks(month, need.schedule, 1, 1.0):
            hours[_day(month, tick.hour)] += 1
        days = [day for day in kept if hours[day]] or [min(hours)]
        for day in days:
            amount = need.amount * hours[day]
            if need.shape == "stock":
                amount /= month.hours
            elif need.shape == "tide":
                amount *= 0.7 + 0.6 * chance(seed, "azure", need.name, need.meter, day)
            yield Use(need, day, round(amount, 6))


def _day(month: Month, hour: int) -> date:
    return (month.start + timedelta(hours=hour - month.first_hour)).date()
