"""Disclosure tables as sheets of a workbook: the mart's numbers, and beside them live totals.

Belongs here: which cell of a table stands where, and the formulas that add them up again. Does not:
how a cell is written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from publish.cells import Value
from publish.definition import At, Field, Live, Shown, Tab
from publish.disclosed import sums, units
from publish.disclosed.grids import Further, Grid, Line, further
from publish.disclosed.rows import Disclosed
from publish.disclosed.sums import Total
from publish.workbook import sheet_name

_HEADS = (
    Field("Requirement", width=13), Field("Datapoint", width=13), Field("Line", width=16),
    Field("What", width=52), Field("Part", width=22), Field("Unit", width=15),
)  # fmt: skip
_LONGEST_NAME = 27
"""Room is kept for a number behind names that would meet."""

Cell = Value | Live | Shown


@dataclass(frozen=True, slots=True)
class Placed:
    """A table with its sheet's name, and the place of each of its cells."""

    grid: Grid
    tab: str
    places: Mapping[int, At]
    totals: Mapping[int, Total]


def placed(grids: Sequence[Grid]) -> list[Placed]:
    """Every table with a name of its own, in the order given."""
    names: dict[str, int] = {}
    found: list[Placed] = []
    for grid in grids:
        name = sheet_name(f"{grid.name} {grid.table}", _LONGEST_NAME).strip()
        names[name.lower()] = count = names.get(name.lower(), 0) + 1
        tab = name if count == 1 else f"{name} {count}"
        rows = [row for line in grid.lines for row in line.cells.values()]
        totals = {id(one.row): one for one in sums.totals(rows)}
        found.append(Placed(grid, tab, _places(grid, tab), totals))
    return found


def tab(table: Placed) -> Tab:
    """A table's sheet: a line per datapoint, its years, live totals, what is left out and why."""
    grid, live = table.grid, bool(table.totals)
    years = [Field(column.heading, "figure") for column in grid.columns]
    proof = [
        Field(f"{column.heading}, {what}", "figure")
        for column in grid.columns
        for what in ("sum of its lines", "difference")
    ]
    before = [Field(f"{column.heading}, previously stated", "figure") for column in grid.columns]
    own = further(grid)
    fields = [
        *_HEADS, *years, *(proof if live else ()), *before, Field("Omitted because", width=44),
        *(Field(one.heading, width=24) for one in own),
    ]  # fmt: skip
    records = [list(_record(table, line, own, live)) for line in grid.lines]
    return Tab(table.tab, fields, records)


def checks(tables: Sequence[Placed]) -> Tab:
    """Each total beside the sum of its lines, both read live from the sheets of the tables."""
    fields = (
        Field("Table", width=30), Field("Line", width=16), Field("What", width=52),
        Field("Year of the value", "factor", width=12), Field("Unit", width=12),
        Field("Total", "figure"), Field("Sum of its lines", "figure"),
        Field("Difference", "figure"), Field("Within rounding", width=18),
    )  # fmt: skip
    records = [_check(table, one) for table in tables for one in table.totals.values()]
    return Tab("Checks", fields, records)


def _check(table: Placed, one: Total) -> list[Cell]:
    row, at = one.row, table.places[id(one.row)]
    value = one.summed if row.value is None else row.value
    summed = _summed(table, one)
    difference = Live([at, *summed.cells], value - one.summed, is_difference=True)
    return [
        table.tab, row.line_code, row.label, row.reported_fiscal_year, row.unit,
        Live([at], value), summed, difference, "ties" if one.ties else "DIFFERS",
    ]  # fmt: skip


def _summed(table: Placed, one: Total) -> Live:
    return Live([table.places[id(part)] for part in one.parts], one.summed)


def _places(grid: Grid, tab: str) -> dict[int, At]:
    return {
        id(line.cells[column]): At(tab, record, len(_HEADS) + field)
        for record, line in enumerate(grid.lines)
        for field, column in enumerate(grid.columns)
        if column in line.cells
    }


def _record(table: Placed, line: Line, own: Sequence[Further], live: bool) -> Iterator[Cell]:
    head, grid = line.head, table.grid
    yield from (head.requirement, head.datapoint_id, head.line_code, head.label)
    yield from (head.breakdown, units.title(head.unit))
    cells = [line.cells.get(column) for column in grid.columns]
    shape = units.kind(head.unit)
    yield from (Shown(one and one.value, shape) for one in cells)
    if live:
        for one in cells:
            yield from _proof(table, one)
    yield from (Shown(one and one.previous_value, shape) for one in cells)
    yield "; ".join(_omitted(line))
    yield from (_told(one, line) for one in own)


def _told(column: Further, line: Line) -> Cell:
    """A value of a column of the mart's own; numbers in the format of factors."""
    value = column.of(line)
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return Shown(value, "factor") if is_number else value


def _proof(table: Placed, row: Disclosed | None) -> Iterator[Cell]:
    """The sum of a total's lines and what it differs by; nothing beside other cells."""
    total = table.totals.get(id(row)) if row else None
    if total is None or row is None or row.value is None:
        yield from (None, None)
        return
    summed = _summed(table, total)
    yield summed
    yield Live([table.places[id(row)], *summed.cells], row.value - total.summed, is_difference=True)


def _omitted(line: Line) -> Iterator[str]:
    """Why a year has no value, once per reason, with the years."""
    reasons: dict[str, list[str]] = {}
    for column, row in sorted(line.cells.items(), key=lambda pair: pair[0].year or 0):
        if row.omitted_reason:
            reasons.setdefault(row.omitted_reason, []).append(str(column.year or ""))
    for reason, years in reasons.items():
        yield f"{', '.join(years)}: {reason}" if len(line.cells) > 1 else reason
