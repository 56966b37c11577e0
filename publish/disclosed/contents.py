"""What the page of a pack shows, in the order in which its template asks for it.

Belongs here: the variables of `templates/disclosed.html.j2`. Does not: which rows a pack holds.
"""

import re
from collections.abc import Mapping, Sequence

from publish import figures
from publish.charts.drawing import Chart
from publish.disclosed import cover, frameworks, grids, pictures, records, sums, tabled, units
from publish.disclosed.pack import Pack
from publish.disclosed.rows import Disclosed, framework_name
from publish.identity import identity
from publish.period import Period
from publish.reading import Marts
from publish.tables import Cell, Column, Table, table

_HEAD = (
    ("TOTAL_LOCATION", "Total, location-based", "tCO2e"),
    ("TOTAL_MARKET", "Total, market-based", "tCO2e"),
    ("S1", "Gross Scope 1", "tCO2e"),
    ("S3_TOTAL", "Gross Scope 3", "tCO2e"),
    ("S3_01_1", "of which cloud and data-centre services, line 1.1", "tCO2e"),
    ("ENERGY_TOTAL", "Energy of own operations", "MWh"),
)


def page(pack: Pack, marts: Marts, period: Period) -> Mapping[str, object]:
    """Every variable of the template."""
    found = pack.rows(marts, period)
    drawn = grids.grids(found)
    return {
        **identity(marts),
        "year": cover.year_title(period),
        "not_a_filing": cover.NOT_A_FILING,
        "books": cover.books(marts, period),
        "checksum": cover.checksum(found),
        "keys": list(_keys(found)),
        "standing": frameworks.tabled(cover.standing(marts, found)),
        "charts_drawn": _charts(found),
        "tables_drawn": [
            {"id": _slug(grid), "title": grid.title, "lead": _lead(grid), "of": tabled.drawn(grid)}
            for grid in drawn
        ],
        "check_table": _checks(found),
        "broken": sums.broken(found),
        "statement": records.method(marts, period),
        "change_table": _changes(found),
    }


def _keys(rows: Sequence[Disclosed]) -> Sequence[Mapping[str, str]]:
    """The figures at the top, each rounded on its own and exact behind."""
    found: list[Mapping[str, str]] = []
    for concept, title, unit in _HEAD:
        whole = (
            one
            for one in rows
            if (one.concept_key, one.year_role, one.unit) == (concept, "n", unit)
            and not one.breakdown
            and one.value is not None
        )
        row = next(whole, None)
        if row is not None:
            shown = figures.short(row.value)
            exact = figures.exact(row.value)
            found.append(
                {"id": f"key-{concept.lower()}", "title": title, "shown": shown, "exact": exact}
                | {"unit": units.title(row.unit)}
            )
    return found


def _charts(rows: Sequence[Disclosed]) -> list[Chart]:
    """Only what has something to draw."""
    drawn = [
        pictures.scopes(rows),
        pictures.bases(rows),
        pictures.categories(rows),
        pictures.energy_mix(rows),
        pictures.targets(rows),
        pictures.answered(rows),
    ]
    return [one for one in drawn if one is not None and one.marks]


def _checks(rows: Sequence[Disclosed]) -> Table:
    """Each total beside the sum of its lines."""
    columns = [
        Column("Total"), Column("Table"), Column("Year", "code"), Column("Unit", "code"),
        Column("As published", "figure"), Column("Sum of its lines", "figure"), Column("Ties"),
    ]  # fmt: skip
    found = list(sums.totals(rows))
    places = units.decimals(one.row for one in found)
    drawn = [
        [
            Cell(one.row.label, "text"),
            Cell(_table(one.row), "text"),
            Cell(str(one.row.reported_fiscal_year), "code"),
            Cell(units.title(one.row.unit), "code"),
            *(
                Cell(units.shown(value, one.row.unit, places[one.row.unit]), "figure",
                     figures.exact(value))
                for value in (one.row.value, one.summed)
            ),
            Cell("yes" if one.ties else "NO", "text"),
        ]
        for one in found
    ]  # fmt: skip
    return Table("Totals and their parts", columns, drawn, (), {})


def _changes(rows: Sequence[Disclosed]) -> Table:
    """What is stated otherwise than before."""
    columns = [
        Column("Line"), Column("Table"), Column("Year", "code"), Column("Unit", "code"),
        Column("Previously stated", "figure"), Column("Now stated", "figure"),
    ]  # fmt: skip
    changed = [one for one in rows if one.is_restated and one.previous_value is not None]
    values = [
        [
            one.label,
            _table(one),
            one.reported_fiscal_year,
            units.title(one.unit),
            figures.short(one.previous_value),
            figures.short(one.value),
        ]
        for one in changed
    ]
    return table("Restated figures", columns, values)


def _table(row: Disclosed) -> str:
    return f"{framework_name(row.framework, row.framework_version)} {row.requirement}"


def _lead(grid: grids.Grid) -> str:
    """Which version the entity reports under, where it elects one."""
    if grid.is_elected is None:
        return ""
    if grid.is_elected:
        return "The entity reports this year under this version."
    return "Not elected for this year: shown beside the version that is."


def _slug(grid: grids.Grid) -> str:
    """An id of a page for a table, such as `esrs-2023-e1-6`."""
    return re.sub(r"[^a-z0-9]+", "-", f"{grid.name} {grid.table}".lower())
