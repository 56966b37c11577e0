"""The report's figures, summed by the database and never rounded.

Belongs here: what is asked of `marts.rpt_ghg__team_service_monthly`. Does not: wording, digits.
A cost is kept per currency. A market figure is never without the kWh that stand in for it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from publish import figures
from publish.cells import Value
from publish.definition import Sheet
from publish.figures import Money
from publish.period import Period
from publish.reading import Marts, Row, bounds

SHARE = "market_incomplete_share_of_kwh"
_SHARE_DIGITS = Decimal("1e-9")
_SHEET = (
    "activity_month",
    "team_id",
    "team_name",
    "provider",
    "service_name",
    "billing_currency",
    "energy_kwh",
    "location_tco2e",
    "location_hourly_tco2e",
    "hardware_tco2e",
    "other_tco2e",
    "provider_location_tco2e",
    "total_location_tco2e",
    "market_tco2e",
    "provider_market_tco2e",
    "total_market_tco2e",
    "market_incomplete_energy_kwh",
    "billed_cost",
    "effective_cost",
)
_SHARE_AT = _SHEET.index("market_incomplete_energy_kwh") + 1

_RECORDS = """
select {columns}
from marts.rpt_ghg__team_service_monthly
where activity_month between ? and ?
order by
    activity_month,
    team_name nulls last,
    team_id nulls last,
    provider,
    service_name,
    billing_currency
"""
_SUMS = """
select
    {keys}
    sum(energy_kwh) as energy_kwh,
    sum(location_tco2e) as location,
    sum(location_hourly_tco2e) as hourly,
    sum(market_tco2e) as market,
    sum(market_incomplete_energy_kwh) as incomplete_kwh,
    sum(hardware_tco2e) as hardware,
    sum(other_tco2e) as other,
    sum(provider_location_tco2e) as own_location,
    sum(provider_market_tco2e) as own_market,
    sum(total_location_tco2e) as total_location,
    sum(total_location_hourly_tco2e) as total_hourly,
    sum(total_market_tco2e) as total_market
from marts.rpt_ghg__team_service_monthly
where activity_month between ? and ?
group by all
"""
_COSTS = """
select
    {keys}
    billing_currency,
    sum(billed_cost) as billed,
    sum(effective_cost) as effective
from marts.rpt_ghg__team_service_monthly
where activity_month between ? and ?
and billing_currency is not null
group by all
order by billing_currency
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """Sums of one key; tCO2e, kWh and money. None is not known, never zero."""

    keys: tuple[Any, ...]
    energy_kwh: Decimal | None
    location: Decimal | None
    hourly: Decimal | None
    market: Decimal | None
    incomplete_kwh: Decimal | None
    hardware: Decimal | None
    other: Decimal | None
    own_location: Decimal | None
    own_market: Decimal | None
    total_location: Decimal | None
    total_hourly: Decimal | None
    total_market: Decimal | None
    billed: tuple[Money, ...]
    effective: tuple[Money, ...]

    @property
    def has_own(self) -> bool:
        """Whether a provider's own figure is in a total."""
        return self.own_location is not None or self.own_market is not None

    @property
    def rest_location(self) -> Decimal | None:
        """Hardware and spend of the location total."""
        return self._rest(self.total_location, self.location, self.own_location)

    @property
    def rest_market(self) -> Decimal | None:
        """Hardware and spend of the market total."""
        return self._rest(self.total_market, self.market, self.own_market)

    @property
    def incomplete(self) -> Decimal | None:
        """The ratio of kWh whose market figure is a location placeholder."""
        return figures.share(self.incomplete_kwh, self.energy_kwh)

    def _rest(self, whole: Decimal | None, *parts: Decimal | None) -> Decimal | None:
        """What is left of a total; nothing left of what nobody knows is not known either."""
        if whole is None:
            return None
        rest = whole - (figures.total(parts) or 0)
        return rest if rest or self.hardware is not None or self.other is not None else None


def measured(marts: Marts, period: Period, by: Sequence[str] = ()) -> list[Measured]:
    """The figures summed over the columns `by`; one row of sums when there are none."""
    keys = "".join(f"{key}, " for key in by)
    costs: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in marts.rows(_COSTS.format(keys=keys), bounds(period)):
        costs[tuple(row[key] for key in by)].append(row)
    found = marts.rows(_SUMS.format(keys=keys), bounds(period))
    return [_measured(row, by, costs) for row in found]


def _measured(row: Row, by: Sequence[str], costs: dict[tuple[Any, ...], list[Row]]) -> Measured:
    """One row of sums with the costs of its key."""
    keys = tuple(row[key] for key in by)
    sums = {name: value for name, value in row.items() if name not in by}
    return Measured(
        keys=keys,
        billed=tuple(Money(one["billed"], one["billing_currency"]) for one in costs[keys]),
        effective=tuple(Money(one["effective"], one["billing_currency"]) for one in costs[keys]),
        **sums,
    )


def sheet(marts: Marts, period: Period) -> Sheet:
    """Every row of the mart in the period, unrounded, with the run that published it."""
    run = marts.first("select run_id from marts.published_run").get("run_id")
    header = [*_SHEET[:_SHARE_AT], SHARE, *_SHEET[_SHARE_AT:], "run_id"]
    sql = _RECORDS.format(columns=", ".join(_SHEET))
    return Sheet(header, _records(marts, period, sql, run))


def _records(marts: Marts, period: Period, sql: str, run: Value) -> Iterator[list[Value]]:
    """The mart's rows, each market figure followed by its incomplete share."""
    for row in marts.stream(sql, bounds(period)):
        values: list[Value] = list(row.values())
        ratio = figures.share(row["market_incomplete_energy_kwh"], row["energy_kwh"])
        share = None if ratio is None else ratio.quantize(_SHARE_DIGITS, context=figures.EXACT)
        yield [*values[:_SHARE_AT], share, *values[_SHARE_AT:], run]
