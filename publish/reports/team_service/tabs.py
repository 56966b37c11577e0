"""The sheets of the report's workbook: its figures, its coverage and its evidence.

Belongs here: which columns stand on which sheet. Does not: how a cell is written.
"""

from collections.abc import Iterator, Sequence

from publish.cells import Value
from publish.coverage import coverage_tab
from publish.definition import Field, FieldKind, Tab
from publish.period import Period
from publish.reading import Marts
from publish.reports.team_service import measures

_KINDS: dict[str, tuple[str, FieldKind]] = {
    "activity_month": ("Month", "month"),
    "team_id": ("Team id", "text"),
    "team_name": ("Team", "text"),
    "provider": ("Provider", "text"),
    "service_name": ("Service", "text"),
    "billing_currency": ("Currency", "text"),
    "energy_kwh": ("Energy, kWh", "figure"),
    "location_tco2e": ("Electricity and upstream, location, tCO2e", "figure"),
    "location_hourly_tco2e": ("Electricity and upstream, hourly, tCO2e", "figure"),
    "hardware_tco2e": ("Hardware, tCO2e", "figure"),
    "other_tco2e": ("Spend and fuels, tCO2e", "figure"),
    "provider_location_tco2e": ("Provider's own figure, location, tCO2e", "figure"),
    "total_location_tco2e": ("Total, location, tCO2e", "figure"),
    "market_tco2e": ("Electricity and upstream, market, tCO2e", "figure"),
    "provider_market_tco2e": ("Provider's own figure, market, tCO2e", "figure"),
    "total_market_tco2e": ("Total, market, tCO2e", "figure"),
    "market_incomplete_energy_kwh": ("Incomplete under market, kWh", "figure"),
    measures.SHARE: ("Incomplete under market, share of kWh", "share"),
    "billed_cost": ("Billed cost, in the currency", "money"),
    "effective_cost": ("Effective cost, in the currency", "money"),
    "run_id": ("Run", "text"),
}
_UNMAPPED = """
select provider, service_name, region_id, reason, row_count, billing_currency, effective_cost
from marts.rpt_audit__unmapped_usage
order by billing_currency, effective_cost desc nulls last, provider, service_name, region_id, reason
"""
_UNMAPPED_FIELDS = (
    *(Field(one) for one in ("Provider", "Service", "Region", "Why")),
    Field("Rows", "count"),
    Field("Currency"),
    Field("Effective cost, in the currency", "money"),
)
_LOADS = """
select slice_id, source_kind, periods, slice_version, is_current, is_retired, is_quarantined,
    quarantine_problem, row_count, byte_count, fetched_at, input_sha256
from marts.rpt_audit__load_history
order by source_kind, slice_id, fetched_at, slice_version
"""
_LOADS_FIELDS = (
    *(Field(one) for one in ("Slice", "Kind", "Months", "Version")),
    *(Field(one) for one in ("Current", "Retired", "In quarantine", "Problem")),
    Field("Rows", "count"),
    Field("Bytes", "count"),
    Field("Fetched, UTC", "moment"),
    Field("sha256 of the input"),
)


def tabs(marts: Marts, period: Period) -> Sequence[Tab]:
    """Figures by month, team and service; coverage; unmapped usage; loads."""
    sheet = measures.sheet(marts, period)
    fields = [Field(*_KINDS[name]) for name in sheet.header]
    return [
        Tab("By team and service", fields, sheet.records),
        coverage_tab(marts, period),
        Tab("Unmapped usage", _UNMAPPED_FIELDS, _values(marts, _UNMAPPED)),
        Tab("Loads", _LOADS_FIELDS, _values(marts, _LOADS)),
    ]


def notes(_: Marts, __: Period) -> Sequence[str]:
    """What must be known before a figure is used."""
    return (
        "Location, hourly and market measure the same use: read one of them, never their sum.",
        "Booked figures, allocated to teams. Scope 3, category 1; both totals hold hardware, the "
        "provider's own figure and spend.",
        "Incomplete: kWh whose market figure is the location figure in its place.",
        "An empty cell is not known or does not apply. It is never zero.",
        "Unmapped usage and loads are of the whole published file, not only of the period.",
    )


def _values(marts: Marts, sql: str) -> Iterator[list[Value]]:
    return (list(row.values()) for row in marts.stream(sql))
