"""Tables of a page: values in, aligned and rounded cells out.

Belongs here: which column is rounded how. Does not: markup (see `templates/table.html.j2`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from publish import cells, figures
from publish.period import month_title

Kind = Literal[
    "text", "sentence", "code", "month", "tonnes", "energy", "share", "count", "money", "figure"
]
_LONGEST_TEXT, _LONGEST_SENTENCE, _LONGEST_CODE = 96, 600, 28
_SMALL_UNITS = ("B", "kB", "MB", "GB", "TB")


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, how its values read, and the heading above it, if it shares one."""

    heading: str
    kind: Kind = "text"
    group: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what is read, and behind it what was rounded or cut."""

    text: str
    kind: Kind
    exact: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A drawn-up table.

    `totals` is its last row, or none; `parts` are headings with sums above the rows they number.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    totals: Sequence[Cell]
    parts: Mapping[int, Sequence[Cell]]

    def groups(self) -> list[tuple[str, int]]:
        """The upper headings with the number of columns below each; none when no column has one."""
        spans: list[tuple[str, int]] = []
        for column in self.columns:
            if spans and spans[-1][0] == column.group:
                spans[-1] = (column.group, spans[-1][1] + 1)
            else:
                spans.append((column.group, 1))
        return spans if any(group for group, _ in spans) else []


def table(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Any]],
    *,
    totals: Sequence[Any] = (),
    parts: Mapping[int, Sequence[Any]] | None = None,
) -> Table:
    """Round each column as its kind says.

    All tonnes of a table share their decimals, so do all energies, as people compare them across
    columns. The totals do not choose them: small rows below a large total stay readable.

    Values by kind: tonnes are tCO2e, energy is MWh, share is a ratio, money several `Money`,
    figure a number that is already in words.
    """
    decimals = {
        kind: figures.decimals_for(
            [row[at] for row in rows for at, column in enumerate(columns) if column.kind == kind]
        )
        for kind in ("tonnes", "energy")
    }

    def cells_of(row: Sequence[Any]) -> list[Cell]:
        pairs = zip(columns, row, strict=True)
        return [_cell(value, column.kind, decimals) for column, value in pairs]

    drawn = [cells_of(row) for row in rows]
    headed = {at: cells_of(row) for at, row in (parts or {}).items()}
    return Table(caption, columns, drawn, cells_of(totals) if totals else (), headed)


def _cell(value: Any, kind: Kind, decimals: dict[str, int]) -> Cell:
    """One value as its column shows it."""
    match kind:
        case "text":
            return _text(value, _LONGEST_TEXT)
        case "sentence":
            return replace(_text(value, _LONGEST_SENTENCE), kind="sentence")
        case "code":
            return replace(_text(value, _LONGEST_CODE), kind="code")
        case "month":
            return Cell(month_title(value) if isinstance(value, date) else str(value), kind)
        case "tonnes" | "energy":
            return Cell(figures.number(value, decimals[kind]), kind, figures.exact(value))
        case "share":
            return Cell(figures.percent(value), kind)
        case "count":
            return Cell(figures.number(value, 0), kind, figures.exact(value))
        case "money":
            return Cell(figures.money(value), kind)
        case "figure":
            return Cell(str(value), kind)


def _text(value: Any, longest: int) -> Cell:
    """A text, cut where it would burst the page; the whole of it stays behind the cell."""
    if value is None:
        return Cell(figures.MISSING, "text")
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    shown = cells.shortened(text, longest)
    return Cell(shown, "text", whole=text if shown != cells.visible(text) else "")


def moment(value: datetime | date | str | None) -> str:
    """A UTC moment to the second."""
    if value is None:
        return figures.MISSING
    return f"{str(value)[:19]} UTC"


def byte_size(count: int | Decimal | None) -> str:
    """Bytes in the unit that a person would use."""
    if count is None:
        return figures.MISSING
    size = Decimal(count)
    for unit in _SMALL_UNITS:
        if size < 1000 or unit == _SMALL_UNITS[-1]:
            return f"{figures.short(size)} {unit}"
        size /= 1000
    return figures.MISSING
