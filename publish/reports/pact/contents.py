"""What the page of product footprints shows, in the order in which the template asks for it."""

from collections.abc import Mapping, Sequence
from typing import Any

from publish import figures
from publish.charts import bars
from publish.charts.bars import Ranked
from publish.charts.drawing import Chart, Words
from publish.disclosed.cover import year_title
from publish.identity import identity
from publish.period import Period
from publish.reading import Marts, Row
from publish.reports.pact import exchange, footprints, sheets
from publish.tables import Cell, Column, Table

_COLUMNS = (
    Column("Service"), Column("Model", "code"), Column("Per", "code"),
    Column("Without uptake", "figure", "kgCO₂e per declared unit"),
    Column("With uptake", "figure", "kgCO₂e per declared unit"),
    Column("Electricity", "figure", "of which"), Column("Upstream", "figure", "of which"),
    Column("Hardware", "figure", "of which"), Column("Not divided", "figure", "of which"),
    Column("Served", "figure"), Column("Training left out, %", "figure"),
)  # fmt: skip
_MEASURES = (
    "pcf_excluding_uptake_kgco2e", "pcf_including_uptake_kgco2e", "electricity_kgco2e",
    "upstream_kgco2e", "hardware_kgco2e", "undivided_kgco2e", "units_served", "exempted_percent",
)  # fmt: skip
_MOST_BARS = 12


def page(marts: Marts, period: Period) -> Mapping[str, object]:
    """Every variable of `page.html.j2`."""
    rows = footprints.of_year(marts, period)
    return {
        **identity(marts),
        "year": year_title(period),
        "specification": exchange.SPECIFICATION,
        "footprint_table": Table("By service", _COLUMNS, [_cells(row) for row in rows], (), {}),
        "charts_drawn": [one for one in (_chart(rows, unit) for unit in ("piece", "hour")) if one],
        "notes": sheets.notes(marts, period),
    }


def _cells(row: Row) -> Sequence[Cell]:
    return [
        Cell(str(row["service_id"]), "text"),
        Cell(str(row["model_id"] or figures.MISSING), "code"),
        Cell(footprints.unit(row), "code"),
        *(_figure(row[name]) for name in _MEASURES),
    ]


def _figure(value: Any) -> Cell:
    return Cell(figures.short(value), "figure", figures.exact(value))


def _chart(rows: Sequence[Row], unit: str) -> Chart | None:
    """Services by their footprint of one declared unit; two units never share an axis."""
    held = [row for row in rows if row["declared_unit"] == unit][:_MOST_BARS]
    if not held:
        return None
    items = [Ranked(str(row["service_id"]), row["pcf_excluding_uptake_kgco2e"]) for row in held]
    items.sort(key=lambda item: -item.value)
    per = footprints.unit(held[0])
    return bars.ranking(Words(f"Per {per}", "kgCO₂e, without uptake", "kgCO₂e"), items)
