"""The inventory's tables.

Belongs here: which columns stand beside each other. Every market column has its incomplete share
in the same group, and the stated basis its mark.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from publish import labels
from publish.ledger import scope_title
from publish.reading import Row
from publish.reports.inventory.fiscal import MissingMonth
from publish.reports.inventory.lines import Line
from publish.tables import Column, Table, table

STATED = "stated"


def _measures(method: str) -> list[Column]:
    """The figures' columns, the stated basis marked."""
    mark = {method: f" ({STATED})"}
    location = f"Location-based{mark.get('location', '')}"
    market = f"Market-based{mark.get('market', '')}"
    return [
        Column("Energy, kWh", "count"),
        Column("tCO₂e", "tonnes", location),
        Column("tCO₂e", "tonnes", market),
        Column("Incomplete, % of kWh", "share", market),
        Column("tCO₂e", "tonnes", "Hourly, not stated"),
    ]


def _values(one: Line) -> list[Any]:
    return [one.energy_kwh, one.location, one.market, one.incomplete, one.hourly]


def line_title(scope: Any, category: Any, subcategory: Any) -> str:
    """A line in words: 1.1 by its name, the rest of category 1 as that."""
    words = scope_title(scope, category, subcategory)
    if (scope, category, subcategory) == (3, 1, "1.1"):
        return f"{words}: cloud computing and data-centre services"
    if (scope, category, subcategory) == (3, 1, None):
        return f"{words}: rest (support, services, training)"
    return words


def by_line(rows: Sequence[Line], total: Line, method: str) -> Table:
    """Scope, category and sub-line."""
    return table(
        "By scope, category and sub-line",
        [Column("Line"), *_measures(method)],
        [[line_title(*one.keys), *_values(one)] for one in rows],
        totals=["Total", *_values(total)] if rows else (),
    )


def by_component(rows: Sequence[Line], lines: Sequence[Line], total: Line, method: str) -> Table:
    """Components and evidence tiers below the sum of their line."""
    parts: dict[int, list[Any]] = {}
    values: list[list[Any]] = []
    for line in lines:
        parts[len(values)] = [line_title(*line.keys), "", *_values(line)]
        for one in rows:
            if one.keys[:3] == line.keys:
                component, tier = one.keys[3:]
                values.append([labels.component(component), labels.tier(tier), *_values(one)])
    return table(
        "By component and evidence tier",
        [Column("Line and component"), Column("Evidence tier"), *_measures(method)],
        values,
        totals=["Total", "", *_values(total)] if values else (),
        parts=parts,
    )


def by_month(rows: Sequence[Line], total: Line, method: str) -> Table:
    """Each month that has figures."""
    return table(
        "By month",
        [Column("Month", "month"), *_measures(method)],
        [[one.keys[0], *_values(one)] for one in rows],
        totals=["Total", *_values(total)] if rows else (),
    )


def resting(rows: Sequence[Row]) -> Table:
    """What the energy's grid factors rest on, by region."""
    columns = [
        Column("Provider", "code"),
        Column("Region", "code"),
        Column("Grid factor"),
        Column("Boundary", "code"),
        Column("Market basis"),
        Column("Energy, kWh", "count"),
        Column("Location, tCO₂e", "tonnes"),
        Column("Market, tCO₂e", "tonnes"),
    ]
    values = [
        [
            labels.provider(row["provider"]),
            row["region_id"],
            row["intensity_level"],
            row["boundary"],
            str(row["market_basis"] or "").replace("_", " "),
            row["energy_kwh"],
            row["electricity_location_tco2e"],
            row["electricity_market_tco2e"],
        ]
        for row in rows
    ]
    return table("Electricity by region, and what its factors rest on", columns, values)


def missing_months(months: Sequence[MissingMonth]) -> Table:
    """Months that the year lacks."""
    columns = [Column("Month", "month"), Column("Why")]
    return table("Months missing from the year", columns, [[one.month, one.why] for one in months])


def not_estimated(rows: Sequence[Row]) -> Table:
    """Components that nobody covers."""
    columns = [
        Column("Component"),
        Column("Provider", "code"),
        Column("Product group", "code"),
        Column("Regions", "count"),
        Column("Months", "count"),
    ]
    values = [
        [
            labels.component(row["component"]),
            labels.provider(row["provider"]),
            row["carbon_bucket"],
            row["region_count"],
            row["month_count"],
        ]
        for row in rows
    ]
    return table("Not estimated, and not zero", columns, values)


def factor_list(rows: Sequence[Row]) -> Table:
    """Every factor with its source and what rests on it."""
    columns = [
        Column("Used for"),
        Column("Factor", "code"),
        Column("Value", "figure"),
        Column("Unit"),
        Column("kWh", "count", "Rests on it"),
        Column("tCO₂e", "tonnes", "Rests on it"),
        Column("Publisher and edition"),
        Column("Licence"),
        Column("Place in the source"),
    ]
    values = [
        [
            str(row["factor_role"]).replace("_", " "),
            row["factor_id"],
            number(row["value"]),
            row["unit"],
            row["energy_kwh"],
            row["tco2e"],
            " ".join(str(row[one]) for one in ("publisher", "edition") if row[one]),
            row["licence"],
            row["source_locator"],
        ]
        for row in rows
    ]
    return table("Factors of the year", columns, values)


def number(value: float | None) -> str:
    """A factor as its source writes it, to six significant digits."""
    if value is None:
        return "n/a"
    return format(Decimal(f"{value:.6g}"), "f")
