"""Disclosure tables as a page shows them: every number rounded, and exact behind it.

Belongs here: which columns a table has on a page. Does not: markup.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from publish import figures
from publish.cells import shortened, visible
from publish.disclosed import units
from publish.disclosed.grids import Further, Grid, Line, further
from publish.disclosed.rows import Disclosed
from publish.tables import Cell, Column, Kind, Table

_LONGEST = 600
# Of a mart's own columns those that a reader of the standard's table looks for.
_OWN: Mapping[str, tuple[str, Kind]] = {
    "pct_change_n_n1": ("% N / N-1", "share"),
    "annual_pct_target_vs_base": ("Annual % target / base year", "share"),
    "text": ("Statement", "sentence"),
}
Places = Mapping[str | None, int]


def drawn(grid: Grid) -> Table:
    """A table of a framework, its requirements as headings above their lines."""
    places = units.decimals(row for line in grid.lines for row in line.cells.values())
    is_restated = any(row.is_restated for line in grid.lines for row in line.cells.values())
    is_partial = any(row.omitted_reason for line in grid.lines for row in line.cells.values())
    own = [one for one in further(grid) if one.name in _OWN]
    columns = [
        Column("Line"),
        Column("Datapoint", "code"),
        Column("Unit", "code"),
        *(Column(one.heading, "figure") for one in grid.columns),
        *(_column(one) for one in own),
        *([Column("Previously stated")] if is_restated else []),
        *([Column("Left out because", "sentence")] if is_partial else []),
    ]
    rows: list[list[Cell]] = []
    parts: dict[int, Sequence[Cell]] = {}
    for line in grid.lines:
        requirement = line.head.requirement
        if not rows or requirement != grid.lines[len(rows) - 1].head.requirement:
            parts[len(rows)] = [_text(requirement), *(Cell("", "text") for _ in columns[1:])]
        cells = [*_cells(grid, line, places), *(_own(one, line) for one in own)]
        cells += [_text("; ".join(_previous(line, places)))] if is_restated else []
        cells += [_sentence("; ".join(_reasons(line)))] if is_partial else []
        rows.append(cells)
    asked = shortened(", ".join(grid.requirements), _LONGEST)
    return Table(f"Serves {asked}", columns, rows, (), parts)


def _column(one: Further) -> Column:
    title, kind = _OWN[one.name]
    return Column(f"{title}, {one.column.year}" if one.column else title, kind)


def _cells(grid: Grid, line: Line, places: Places) -> Iterator[Cell]:
    head = line.head
    yield _text(f"{head.label}, {head.breakdown}" if head.breakdown else head.label)
    yield _code(head.datapoint_id or head.line_code)
    yield _code(units.title(head.unit))
    for column in grid.columns:
        yield _figure(line.cells.get(column), places)


def _figure(row: Disclosed | None, places: Places) -> Cell:
    """A value at its table's decimals, all its digits behind; empty where no cell is asked for."""
    if row is None:
        return Cell("", "figure")
    text = units.shown(row.value, row.unit, places[row.unit])
    return Cell(text, "figure", figures.exact(row.value))


def _own(one: Further, line: Line) -> Cell:
    value: Any = one.of(line)
    kind = _OWN[one.name][1]
    if value is None or kind == "sentence":
        return _sentence("" if value is None else str(value))
    return Cell(figures.percent(Decimal(repr(value))), kind)


def _previous(line: Line, places: Places) -> Iterator[str]:
    for column, row in line.cells.items():
        if row.is_restated:
            yield f"{column.year}: {units.shown(row.previous_value, row.unit, places[row.unit])}"


def _reasons(line: Line) -> list[str]:
    reasons = (row.omitted_reason for row in line.cells.values() if row.omitted_reason)
    return [reason.replace("_", " ") for reason in dict.fromkeys(reasons)]


def _text(text: str) -> Cell:
    shown = shortened(text, _LONGEST)
    return Cell(shown, "text", whole=text if shown != visible(text) else "")


def _sentence(text: str) -> Cell:
    return replace(_text(text), kind="sentence")


def _code(text: str) -> Cell:
    return Cell(shortened(text, _LONGEST), "code")
