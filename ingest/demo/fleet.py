"""How many of each need the company runs, so that its bills have a wanted number of lines.

Belongs here: counting lines before they are made. Does not: the lines themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from ingest.demo.charges import CHARGES_PER_MONTH
from ingest.demo.clock import Clock
from ingest.demo.currency import Currency
from ingest.demo.fees import plan_fee
from ingest.demo.meters import Meter, meters_of
from ingest.demo.month import Month
from ingest.demo.needs import Need, all_needs
from ingest.demo.pods import PODS

MINIMUM_LINES = 2_000
_LONG_LIVED_SHARE = 0.6
_SHORTEST_LIFE, _LONGEST_LIFE = 24, 336
_DEAREST_SHORT_LIVED = 4.0


@dataclass(frozen=True, slots=True)
class Fleet:
    """Everything metered in the months of a company.

    `meters` live through all months, `short_lived` within one, by period. `density` is the share
    of hours that have lines (below 1 only for small companies); `lines` counts by period.
    """

    months: tuple[Month, ...]
    density: float
    meters: tuple[Meter, ...]
    short_lived: dict[str, tuple[Meter, ...]]
    lines: dict[str, int]

    def meters_in(self, month: Month) -> list[Meter]:
        """The meters that may have lines in a month, long-lived first."""
        return [*self.meters, *self.short_lived[month.period]]


def plan_fleet(
    lines: int, periods: Sequence[str], seed: int, currency: Currency | None = None
) -> Fleet:
    """A fleet whose months have `lines` lines together, the restated form of a month counted.

    Args:
        lines: wanted number of lines, at least 2,000.
        periods: billing periods, `YYYY-MM`.
        seed: changes resource ids, lives and amounts.
        currency: a second billing currency for one account.

    Raises:
        ValueError: too few lines to hold every kind of resource.
    """
    if lines < MINIMUM_LINES:
        raise ValueError(f"a made-up company needs at least {MINIMUM_LINES} lines, not {lines}")
    months = tuple(Month(p) for p in periods)
    charges = CHARGES_PER_MONTH * len(months)
    needs = all_needs()
    one = [m for need in needs for m in meters_of(need, seed, currency=currency)]
    one_and_fee = [*one, plan_fee(one)]
    full = sum(Clock(month, one_and_fee, 1.0).total(one_and_fee) for month in months)
    density, copies = 1.0, 1
    if lines - charges < full:
        density = 0.97 * (lines - charges) / full
    else:
        copies = max(1, int(_LONG_LIVED_SHARE * lines / full))
    meters = list(one)
    for copy in range(1, copies):
        for need in needs:
            meters += meters_of(need, seed, f"c{copy}", currency=currency)
    meters.append(plan_fee(meters))
    return _filled(lines - charges, months, density, meters, needs, seed, currency)


def _filled(
    budget: int, months: tuple[Month, ...], density: float, meters: list[Meter],
    needs: list[Need], seed: int, currency: Currency | None,
) -> Fleet:  # fmt: skip
    clocks = [Clock(month, meters, density) for month in months]
    standing = [clock.total(meters) for clock in clocks]
    rest = budget - sum(standing)
    total_hours = sum(month.hours for month in months)
    short_lived: dict[str, tuple[Meter, ...]] = {}
    counts: dict[str, int] = {}
    given = elapsed = 0
    for month, clock, lines in zip(months, clocks, standing, strict=True):
        elapsed += month.hours
        share = rest * elapsed // total_hours - given
        given += share
        made = _short_lived(share, month, clock, needs, seed, currency)
        short_lived[month.period] = tuple(made)
        counts[month.period] = lines + clock.total(made) + CHARGES_PER_MONTH
    return Fleet(months, density, tuple(meters), short_lived, counts)


def _short_lived(
    budget: int, month: Month, clock: Clock, needs: list[Need], seed: int,
    currency: Currency | None,
) -> list[Meter]:  # fmt: skip
    """Resources that come and go within a month, exactly `budget` lines of them."""
    chance = Random(f"{seed}/{month.period}")
    pool = [need for need in needs if _comes_and_goes(need)]
    steady = next(n for n in pool if n.schedule == "always" and n.kind == "instance")
    made: list[Meter] = []
    left = budget
    turn = 0
    while left > 0:
        need = pool[turn % len(pool)]
        turn += 1
        copy = f"{month.period}-{turn}"
        life = _SHORTEST_LIFE + int(chance.random() * (_LONGEST_LIFE - _SHORTEST_LIFE))
        start = month.first_hour + int(chance.random() * (month.hours - life))
        (meter,) = meters_of(need, seed, copy, (start, start + life), currency)
        if clock.count(meter) > left:
            hours = clock.hours(meters_of(steady, seed)[0])
            end = hours[left] if left < len(hours) else month.first_hour + month.hours
            (meter,) = meters_of(steady, seed, copy, (month.first_hour, end), currency)
        made.append(meter)
        left -= clock.count(meter)
    return made


def _comes_and_goes(need: Need) -> bool:
    # commitments are sized for the long-lived, and nobody rents a training cluster by accident
    return (
        need.name not in PODS
        and need.kind in {"instance", "volume", "snapshot", "function"}
        and need.purchase in {"on_demand", "spot"}
        and 0 < need.offer.price < _DEAREST_SHORT_LIVED
    )
