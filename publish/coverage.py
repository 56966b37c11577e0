"""How much of the bill, the energy and the emissions rests on which evidence.

Belongs here: the coverage table and its chart. Cost is shown per currency; credits make it
negative, so its shares are of the sum of absolute costs.
"""

from collections.abc import Sequence
from decimal import Decimal

from publish import figures, labels
from publish.charts import bars
from publish.charts.bars import Part
from publish.charts.drawing import Chart, Words
from publish.definition import Field, Tab
from publish.figures import Money
from publish.period import Period
from publish.reading import Marts, Row, bounds
from publish.tables import Column, Table, table

_COVERAGE = """
select
    evidence_tier,
    coverage_class,
    no_emission_reason,
    billing_currency,
    sum(row_count) as row_count,
    sum(effective_cost) as effective_cost,
    sum(abs(effective_cost)) as absolute_cost,
    sum(energy_kwh) as energy_kwh,
    sum(kgco2e_location) as kgco2e_location
from marts.rpt_audit__coverage
where activity_month between ? and ?
group by all
order by
    evidence_tier nulls last, coverage_class, no_emission_reason nulls first, billing_currency
"""


def coverage_rows(marts: Marts, period: Period) -> list[Row]:
    """Coverage by tier, class, reason and currency."""
    return marts.rows(_COVERAGE, bounds(period))


def coverage(rows: Sequence[Row]) -> Table:
    """Rows, cost, kWh and tCO2e of each tier and class, with their shares."""
    columns = [
        Column("Evidence tier"),
        Column("Class"),
        Column("Why"),
        Column("Rows", "count", "Billing rows"),
        Column("Share", "share", "Billing rows"),
        Column("Effective", "money", "Cost"),
        Column("Share of absolute", "share", "Cost"),
        Column("MWh", "energy", "Energy"),
        Column("Share", "share", "Energy"),
        Column("tCO₂e", "tonnes", "Emissions, location-based"),
        Column("Share", "share", "Emissions, location-based"),
    ]
    values = [
        [
            labels.tier(row["evidence_tier"]),
            labels.coverage_class(row["coverage_class"])[0],
            row["no_emission_reason"] or "",
            row["row_count"],
            _share(rows, row, "row_count"),
            [Money(row["effective_cost"], row["billing_currency"])],
            _share(_in_currency(rows, row["billing_currency"]), row, "absolute_cost"),
            figures.thousandth(row["energy_kwh"]),
            _share(rows, row, "energy_kwh"),
            figures.thousandth(row["kgco2e_location"]),
            _share(rows, row, "kgco2e_location"),
        ]
        for row in rows
    ]
    return table("Coverage by evidence tier", columns, values)


def coverage_chart(rows: Sequence[Row]) -> Chart:
    """How much of the bill, the energy and the emissions each class stands for."""
    # A provider's own figure has no cost, and so no currency.
    currencies = sorted({row["billing_currency"] for row in rows if row["billing_currency"]})
    costs = [(currency, _in_currency(rows, currency)) for currency in currencies]
    drawn = [
        ("Billing rows", _parts(rows, "row_count")),
        *((f"Cost, {name}", _parts(own, "absolute_cost")) for name, own in costs),
        ("Energy", _parts(rows, "energy_kwh")),
        ("Emissions", _parts(rows, "kgco2e_location")),
    ]
    words = Words("What the figures rest on", "Share of each class", "")
    return bars.shares(words, drawn)


def _parts(rows: Sequence[Row], measure: str) -> list[Part]:
    """The classes as parts of one whole; nothing when there is no whole."""
    whole = figures.total(row[measure] for row in rows)
    sums: dict[str, Decimal | None] = {}
    for code in _classes(rows):
        own = (row[measure] for row in rows if row["coverage_class"] == code)
        sums[code] = figures.total(own)
    parts: list[Part] = []
    for code, value in sums.items():
        ratio = figures.share(value, whole)
        if ratio:
            title, tone = labels.coverage_class(code)
            parts.append(Part(title, ratio, tone, f"{title}: {figures.percent(ratio)}"))
    return parts


def _classes(rows: Sequence[Row]) -> list[str]:
    """The classes that occur, in the order in which they are drawn, unknown ones last."""
    found = {row["coverage_class"] for row in rows}
    return [
        *(code for code in labels.CLASSES if code in found),
        *sorted(found - set(labels.CLASSES)),
    ]


def _share(rows: Sequence[Row], row: Row, measure: str) -> Decimal | None:
    """A row's ratio of the sum over `rows`."""
    return figures.share(row[measure], figures.total(one[measure] for one in rows))


def _in_currency(rows: Sequence[Row], currency: str | None) -> list[Row]:
    """The rows of one currency: two are never added."""
    return [row for row in rows if row["billing_currency"] == currency]


_TAB = (
    Field("Evidence tier", "count"),
    *(Field(one) for one in ("Class", "Why", "Currency")),
    Field("Billing rows", "count"),
    Field("Effective cost, in the currency", "money"),
    Field("Energy, kWh", "figure"),
    Field("Emissions, location, kgCO2e", "figure"),
)


def coverage_tab(marts: Marts, period: Period) -> Tab:
    """Coverage as a sheet of a workbook."""
    names = ("evidence_tier", "coverage_class", "no_emission_reason", "billing_currency")
    measures = ("row_count", "effective_cost", "energy_kwh", "kgco2e_location")
    records = [[row[name] for name in names + measures] for row in coverage_rows(marts, period)]
    return Tab("Coverage", _TAB, records)
