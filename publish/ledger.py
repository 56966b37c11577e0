"""The booked figures by scope and team: what the command line and the pages both show.

Belongs here: sums over `marts.fct_carbon_ledger_by_method`, in which a row without a method stands
under each, so a sum over one method is that method's figure. Does not: adding two methods.
The recognition view is the management one: `period` and `amortised`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from publish import figures
from publish.period import Period, between
from publish.reading import Marts, Row, bounds

TABLE = "fct_carbon_ledger_by_method"
SCOPE = ("scope", "s3_category", "s3_subcategory")

_SUMS = """
select
    {keys},
    sum(kgco2e) filter (where method = 'location') as location_kgco2e,
    sum(kgco2e) filter (where method = 'location_hourly') as location_hourly_kgco2e,
    sum(kgco2e) filter (where method = 'market') as market_kgco2e,
    sum(energy_kwh) filter (where method = 'market') as market_kwh,
    sum(energy_kwh) filter (
        where method = 'market' and is_market_complete is not true
    ) as market_incomplete_kwh
from marts.fct_carbon_ledger_by_method
where recognition_basis is distinct from 'acquisition_year'
    and activity_month between ? and ?
group by all
order by {keys}
"""


def active(marts: Marts) -> Period:
    """The months in which something was used: hardware is charged for years before and after."""
    first, last = marts.span(TABLE, "recognition_basis is not distinct from 'period'")
    return between(first, last) if first else between(*marts.span(TABLE))


@dataclass(frozen=True, slots=True)
class Booked:
    """tCO2e of one key under each method, and the ratio of kWh whose market figure stands in."""

    keys: tuple[Any, ...]
    location: Decimal | None
    location_hourly: Decimal | None
    market: Decimal | None
    market_incomplete: Decimal | None


def booked(marts: Marts, period: Period, by: Sequence[str]) -> list[Booked]:
    """The ledger summed over the columns `by`, in their order."""
    sql = _SUMS.format(keys=", ".join(by))
    return [_booked(row, by) for row in marts.rows(sql, bounds(period))]


def _booked(row: Row, by: Sequence[str]) -> Booked:
    """Tonnes of kg, and a ratio of kWh."""
    incomplete = row["market_incomplete_kwh"]
    if incomplete is None and row["market_kwh"] is not None:
        incomplete = Decimal(0)
    return Booked(
        keys=tuple(row[key] for key in by),
        location=figures.thousandth(row["location_kgco2e"]),
        location_hourly=figures.thousandth(row["location_hourly_kgco2e"]),
        market=figures.thousandth(row["market_kgco2e"]),
        market_incomplete=figures.share(incomplete, row["market_kwh"]),
    )


def scope_title(scope: int | None, category: int | None, subcategory: str | None) -> str:
    """A scope in words, such as `Scope 3, category 1.1`."""
    if scope is None:
        return "Scope not set"
    if subcategory:
        return f"Scope {scope}, category {subcategory}"
    return f"Scope {scope}, category {category}" if category else f"Scope {scope}"
