"""What the comparison's page shows, in the order in which the template asks for it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from publish import figures
from publish.charts import bars
from publish.charts.bars import Part
from publish.charts.drawing import Words
from publish.identity import identity
from publish.period import Period
from publish.reading import Marts, Row
from publish.reports.peers import differences
from publish.tables import Column, Table, table

_MEASURES = {
    "energy_it_kwh": "IT energy, kWh",
    "electricity_kgco2e": "Electricity, kgCO₂e",
    "hardware_kgco2e": "Hardware, kgCO₂e",
}
_TINY = 1e-6
_PARTS = (
    ("alike", "Within 20 %", "k1"),
    ("explained", "Over 20 %, explained", "k2"),
    ("without_one", "No figure on one side, explained", "k3"),
    ("unexplained", "Unexplained", "k4"),
)
_COLUMNS = (
    Column("Row", "code"),
    Column("What was used"),
    Column("Measure"),
    Column("Ours", "figure"),
    Column("Theirs", "figure"),
    Column("Difference", "figure"),
    Column("Reason", "sentence"),
)


def page(marts: Marts, period: Period) -> Mapping[str, object]:
    """Every variable of `page.html.j2`."""
    rows = differences.rows(marts, period)
    large = [row for row in rows if differences.is_large(row)]
    alike = [row for row in rows if not differences.is_large(row)]
    unexplained = [row for row in rows if row["is_explained"] is not True]
    return {
        **identity(marts),
        "count": len(rows),
        "large_count": len(large),
        "unexplained_count": len(unexplained),
        "share_chart": _chart(differences.counted(marts, period)),
        "unexplained_table": _table("Unexplained", unexplained),
        "large_table": _table("Over 20 %, or a figure on one side only", large),
        "alike_table": _table("Within 20 %, or no figure on either side", alike),
    }


def _chart(counted: Sequence[Row]) -> object:
    """The parts of each peer's and measure's figures."""
    drawn = [(f"{row['peer']}, {_short(row['measure'])}", _parts(row)) for row in counted]
    return bars.shares(Words("How alike the figures are", "Share of the figures", ""), drawn)


def _parts(row: Row) -> list[Part]:
    parts: list[Part] = []
    for name, title, tone in _PARTS:
        ratio = figures.share(row[name], row["rows"])
        if ratio:
            parts.append(Part(title, ratio, tone, f"{title}: {row[name]} of {row['rows']}"))
    return parts


def _table(caption: str, rows: Sequence[Row]) -> Table:
    """Rows below a heading per peer."""
    parts: dict[int, list[Any]] = {}
    values: list[list[Any]] = []
    peer: object = None
    for row in rows:
        if row["peer"] != peer:
            peer = row["peer"]
            parts[len(values)] = [str(peer), *[""] * (len(_COLUMNS) - 1)]
        values.append(_values(row))
    return table(caption, _COLUMNS, values, parts=parts)


def _values(row: Row) -> list[Any]:
    quantity = f"{_number(row['consumed_quantity'])} {row['consumed_unit'] or ''}"
    what = (row["service_name"], row["x_usage_type"], row["region_id"], quantity)
    share = row["difference_share"]
    return [
        row["peer_row_id"],
        " · ".join(str(one) for one in what if one),
        _MEASURES.get(str(row["measure"]), row["measure"]),
        _number(row["ours"]),
        _number(row["theirs"]),
        figures.percent(None if share is None else Decimal(str(share))),
        row["reason"],
    ]


def _number(value: Decimal | float | None) -> str:
    """A figure to four significant digits: the peers' rows span ten orders of magnitude."""
    if value is None:
        return figures.MISSING
    if 0 < abs(value) < _TINY:
        return f"{value:.3g}"
    return format(Decimal(f"{value:.4g}").normalize(), "f")


def _short(measure: object) -> str:
    """`energy` of `energy_it_kwh`, as long as a bar's label may be."""
    return str(measure).partition("_")[0][:8]
