"""The inventory for machines: its CSV and the sheets of its workbook.

Belongs here: which columns stand on which sheet. Does not: how a cell is written.
"""

from collections.abc import Iterator, Sequence

from publish import identity
from publish.cells import Value
from publish.coverage import coverage_tab
from publish.definition import Field, FieldKind, Sheet, Tab
from publish.period import Period
from publish.reading import Marts, bounds
from publish.reports.inventory import factors, fiscal, lines, tabled

_COLUMNS: dict[str, tuple[str, FieldKind]] = {
    "fiscal_year": ("Fiscal year", "factor"),
    "activity_month": ("Month", "month"),
    "entity_id": ("Entity", "text"),
    "scope": ("Scope", "count"),
    "s3_category": ("Scope 3 category", "count"),
    "s3_subcategory": ("Sub-line", "text"),
    "component": ("Component", "text"),
    "bundle": ("Bundle", "text"),
    "evidence_tier": ("Evidence tier", "count"),
    "energy_kwh": ("Energy, kWh", "figure"),
    "location_tco2e": ("Location-based, tCO2e", "figure"),
    "location_hourly_tco2e": ("Hourly, not stated, tCO2e", "figure"),
    "market_tco2e": ("Market-based, tCO2e", "figure"),
    "market_incomplete_energy_kwh": ("Incomplete under market, kWh", "figure"),
    "stated_method": ("Stated basis", "text"),
    "stated_tco2e": ("Stated, tCO2e", "figure"),
}
_RECORDS = """
select {columns}
from marts.rpt_ghg__inventory
where activity_month between ? and ?
order by activity_month, entity_id, scope, s3_category, s3_subcategory nulls last, component,
    bundle, evidence_tier
"""
_FACTORS = (
    *(Field(one) for one in ("Used for", "Factor", "Of", "Boundary")),
    *(Field(one, "factor") for one in ("Value", "Low", "High")),
    *(Field(one) for one in ("Range", "Unit", "Publisher", "Edition", "Place in the source")),
    *(Field(one) for one in ("Licence", "Quality, A to D")),
    Field("Energy that rests on it, kWh", "figure"),
    Field("Emissions that rest on it, tCO2e", "figure"),
)
_ENERGY = {
    "activity_month": Field("Month", "month"),
    "provider": Field("Provider"),
    "region_id": Field("Region"),
    "intensity_level": Field("Rung of the grid factor"),
    "boundary": Field("Boundary"),
    "market_basis": Field("Market basis"),
    "is_market_complete": Field("Complete under market"),
}
_SUMS = (
    Field("Energy, kWh", "figure"),
    Field("Electricity, location-based, tCO2e", "figure"),
    Field("Electricity, market-based, tCO2e", "figure"),
)
_SUMMARY = (
    Field("Line"),
    Field("Energy, kWh", "figure"),
    Field("Location-based, tCO2e", "figure"),
    Field("Market-based, tCO2e", "figure"),
    Field("Incomplete under market, share of kWh", "share"),
    Field("Hourly, not stated, tCO2e", "figure"),
    Field("Stated, tCO2e", "figure"),
)


def sheet(marts: Marts, period: Period) -> Sheet:
    """Every line of the mart in the year, unrounded, with the run that published it."""
    run = identity.run(marts).get("run_id")
    records = ([*record, run] for record in _records(marts, period))
    return Sheet([*_COLUMNS, "run_id"], records)


def tabs(marts: Marts, period: Period) -> Sequence[Tab]:
    """Summary, lines, coverage, energy, factors, what is missing."""
    missing = [[one.month, one.why] for one in fiscal.missing(marts, period)]
    absent = [list(row.values()) for row in lines.not_estimated(marts, period)]
    energy = [list(row.values()) for row in lines.energy(marts, period, list(_ENERGY))]
    absent_fields = [Field(one) for one in ("Component", "Provider", "Product group")]
    counts = [Field("Regions", "count"), Field("Months", "count")]
    return [
        Tab("Inventory", _SUMMARY, _summary(marts, period)),
        Tab("Lines", [Field(*one) for one in _COLUMNS.values()], _records(marts, period)),
        coverage_tab(marts, period),
        Tab("Electricity", [*_ENERGY.values(), *_SUMS], energy),
        factor_tab(marts, period),
        Tab("Not estimated", [*absent_fields, *counts], absent),
        Tab("Missing months", [Field("Month", "month"), Field("Why")], missing),
    ]


def factor_tab(marts: Marts, period: Period) -> Tab:
    """Every factor of the year with its source and what rests on it."""
    return Tab("Factors", _FACTORS, [list(row.values()) for row in factors.used(marts, period)])


def _summary(marts: Marts, period: Period) -> list[list[Value]]:
    """A row per line, and none that adds two of them: a total is one line among others."""
    rows = [(tabled.line_title(*one.keys), one) for one in lines.by_scope(marts, period)]
    rows += [("Total", one) for one in lines.lines(marts, period)] if rows else []
    return [
        [
            title,
            one.energy_kwh,
            one.location,
            one.market,
            one.incomplete,
            one.hourly,
            one.stated,
        ]
        for title, one in rows
    ]


def _records(marts: Marts, period: Period) -> Iterator[list[Value]]:
    sql = _RECORDS.format(columns=", ".join(_COLUMNS))
    return (list(row.values()) for row in marts.stream(sql, bounds(period)))
