"""What runs at Google Cloud in a month, line by line: quantities in pricing units.

Belongs here: when a need has lines and how much each counts. Does not: rows (`rows.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.demo.gcp.catalogue import SKUS, Sku
from ingest.demo.gcp.needs import MACHINES, SERVICES, Need
from ingest.demo.month import Month
from ingest.demo.noise import chance
from ingest.demo.ticks import Tick, ticks


@dataclass(frozen=True, slots=True)
class Use:
    """One line of use: `amount` pricing units of a SKU in the tick's hours."""

    need: Need
    sku_name: str
    tick: Tick
    amount: float

    @property
    def sku(self) -> Sku:
        """What was used."""
        return SKUS[self.sku_name]


def uses_of(
    month: Month, density: float, seed: int, *, is_hourly: bool = False
) -> Iterator[Use]:  # fmt: skip
    """All use of a month; `density` is the share of hours and days that have lines.

    Where it is hourly, services have a line an hour and not a day, as Google prints all use.
    """
    for need in (*MACHINES, *SERVICES):
        schedule = "always" if is_hourly and need.schedule == "daily" else need.schedule
        for tick in ticks(month, schedule, need.place.utc_offset, density):
            for sku_name, each in need.skus:
                amount = each * tick.span * _share(need, sku_name, month, tick, seed)
                yield Use(need, sku_name, tick, round(amount, 9))


def _share(need: Need, sku_name: str, month: Month, tick: Tick, seed: int) -> float:
    """What of the full amount a line counts: stock by the month, tides by chance."""
    if need.shape == "stock":
        grown = (tick.hour - month.first_hour) / month.hours
        return (1.0 + 0.01 * grown) / month.hours
    if need.shape == "tide":
        return 0.7 + 0.6 * chance(seed, "gcp", need.name, sku_name, tick.hour)
    return 1.0
