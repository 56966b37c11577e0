"""The inventory's figures, summed by the database and never rounded.

Belongs here: what is asked of `marts.rpt_ghg__inventory` and of the energy behind it. Does not:
wording. Two methods never meet in one sum.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from publish import figures
from publish.ledger import SCOPE
from publish.period import Period
from publish.reading import Marts, Row, bounds

_SUMS = """
select
    {keys}
    sum(energy_kwh) as energy_kwh,
    sum(market_incomplete_energy_kwh) as incomplete_kwh,
    sum(location_tco2e) as location,
    sum(location_hourly_tco2e) as hourly,
    sum(market_tco2e) as market,
    sum(stated_tco2e) as stated
from marts.rpt_ghg__inventory
where activity_month between ? and ?
group by all
order by all
"""
_RESTS = """
select
    {keys}
    sum(energy_kwh) as energy_kwh,
    sum(electricity_location_tco2e) as electricity_location_tco2e,
    sum(electricity_market_tco2e) as electricity_market_tco2e
from marts.rpt_ghg__inventory_energy
where activity_month between ? and ?
group by all
order by {keys}energy_kwh desc nulls last
"""
_NOT_ESTIMATED = """
select
    component,
    provider,
    carbon_bucket,
    count(distinct region_id) as region_count,
    count(distinct activity_month) as month_count
from marts.rpt_audit__not_estimated
where activity_month between ? and ?
group by all
order by all
"""


@dataclass(frozen=True, slots=True)
class Line:
    """Sums of one key, tCO2e and kWh; none is not known, never zero."""

    keys: tuple[Any, ...]
    energy_kwh: Decimal | None
    incomplete_kwh: Decimal | None
    location: Decimal | None
    hourly: Decimal | None
    market: Decimal | None
    stated: Decimal | None

    @property
    def incomplete(self) -> Decimal | None:
        """The ratio of kWh whose market figure is a location placeholder."""
        return figures.share(self.incomplete_kwh, self.energy_kwh)


def lines(marts: Marts, period: Period, by: Sequence[str] = ()) -> list[Line]:
    """The figures summed over the columns `by`, in their order; one line when there are none."""
    keys = "".join(f"{key}, " for key in by)
    found = marts.rows(_SUMS.format(keys=keys), bounds(period))
    return [
        Line(
            tuple(row[key] for key in by),
            **{name: value for name, value in row.items() if name not in by},
        )
        for row in found
    ]


def by_scope(marts: Marts, period: Period, *further: str) -> list[Line]:
    """Lines by scope, category and sub-line, 1.1 before the rest of category 1."""
    return lines(marts, period, [*SCOPE, *further])


def stated_method(marts: Marts, period: Period) -> str:
    """The basis that the entity states: location or market."""
    sql = """
        select max(stated_method) as method from marts.rpt_ghg__inventory
        where activity_month between ? and ?
    """
    return marts.first(sql, bounds(period))["method"] or "location"


def energy(marts: Marts, period: Period, by: Sequence[str] = ()) -> list[Row]:
    """kWh and electricity by what the grid factors rest on, in the order of `by`."""
    keys = "".join(f"{key}, " for key in by)
    return marts.rows(_RESTS.format(keys=keys), bounds(period))


def shares_of_energy(marts: Marts, period: Period, by: str) -> list[tuple[Any, Decimal]]:
    """The values of one column with their ratio of the year's kWh, the largest first."""
    rows = energy(marts, period, [by])
    whole = figures.total(row["energy_kwh"] for row in rows)
    pairs = [(row[by], figures.share(row["energy_kwh"], whole)) for row in rows]
    known = [(value, ratio) for value, ratio in pairs if ratio is not None]
    return sorted(known, key=lambda pair: (-pair[1], str(pair[0])))


def lifecycle_share(marts: Marts, period: Period) -> Decimal | None:
    """The ratio of kWh whose grid factor is a lifecycle factor; none without energy."""
    shares = dict(shares_of_energy(marts, period, "boundary"))
    return shares.get("lifecycle", Decimal(0)) if shares else None


def not_estimated(marts: Marts, period: Period) -> list[Row]:
    """Components that no figure covers, with the number of regions and months."""
    return marts.rows(_NOT_ESTIMATED, bounds(period))
