"""Disclosed rows as the tables of a standard: a line per datapoint, a column per year.

Belongs here: which cell stands where. Does not: rounding, wording, drawing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from publish.disclosed.rows import Disclosed, framework_name

_ROLES = {"base": "base year", "n_minus_1": "N-1", "n": "N", "target": "target"}
_ORDER = {role: at for at, role in enumerate(_ROLES)}
_Key = tuple[str, int, str, str, str, str, str, int]


@dataclass(frozen=True, slots=True)
class Column:
    """A year in its role."""

    role: str
    year: int | None

    @property
    def heading(self) -> str:
        """`2025 (N)`."""
        return f"{self.year or 'no year'} ({_ROLES.get(self.role, self.role)})"

    @property
    def place(self) -> tuple[int, int]:
        """Base year, comparative, year, targets, each by its year."""
        return _ORDER.get(self.role, len(_ORDER)), self.year or 0


@dataclass(frozen=True, slots=True)
class Line:
    """A datapoint with its cell in each column that has one; `head` stands for what they share."""

    head: Disclosed
    cells: dict[Column, Disclosed]


@dataclass(frozen=True, slots=True)
class Further:
    """A column that only this mart has: of the line, or of one of its years."""

    name: str
    column: Column | None

    @property
    def heading(self) -> str:
        """The column's name in words, with its year where it has one."""
        words = self.name.replace("_", " ")
        return f"{words}, {self.column.heading}" if self.column else words

    def of(self, line: Line) -> Any:
        """What a line says in it."""
        cells = line.cells.values() if self.column is None else [line.cells.get(self.column)]
        told = (cell.further.get(self.name) for cell in cells if cell is not None)
        return next((value for value in told if value is not None), None)


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of one framework in one version."""

    mart: str
    framework: str
    version: str
    columns: Sequence[Column]
    lines: Sequence[Line]

    @property
    def title(self) -> str:
        """`ESRS 2023: ghg emissions`, from the framework and the mart's name."""
        return f"{self.name}: {self.table}"

    @property
    def name(self) -> str:
        """`ESRS 2023`."""
        return framework_name(self.framework, self.version)

    @property
    def requirements(self) -> list[str]:
        """The requirements that its lines serve, in their order."""
        return list(dict.fromkeys(line.head.requirement for line in self.lines))

    @property
    def is_elected(self) -> bool | None:
        """Whether the entity reports the year under this version; none where nobody elects."""
        told = [line.head.further.get("is_elected") for line in self.lines]
        return None if None in told else any(told)

    @property
    def table(self) -> str:
        """The mart's name in words, without its framework."""
        return self.mart.removeprefix("rpt_").partition("__")[2].replace("_", " ") or self.mart


def further(grid: Grid) -> list[Further]:
    """The mart's own columns: one of the line where its years agree, else one of each year."""
    found: list[Further] = []
    for name in dict.fromkeys(name for line in grid.lines for name in line.head.further):
        of_line = Further(name, None)
        if all(_agree(of_line.of(line), name, line) for line in grid.lines):
            found.append(of_line)
            continue
        of_years = (Further(name, column) for column in grid.columns)
        found += [one for one in of_years if any(one.of(line) is not None for line in grid.lines)]
    return found


def _agree(told: Any, name: str, line: Line) -> bool:
    """Whether no cell of a line says something else."""
    return all(cell.further.get(name) in (None, told) for cell in line.cells.values())


def grids(rows: Sequence[Disclosed]) -> list[Grid]:
    """A table per framework, version and mart, in that order."""

    def table(row: Disclosed) -> tuple[str, str, str]:
        return row.framework, row.framework_version, row.mart

    ordered = sorted(rows, key=table)
    return [_grid(list(held)) for _, held in groupby(ordered, key=table)]


def _grid(rows: list[Disclosed]) -> Grid:
    lines: dict[_Key, Line] = {}
    for row, column in _placed(rows):
        # Rows that share all that a line is known by stand below each other; none is lost.
        again = 0
        while (line := lines.get(_key(row, again))) and column in line.cells:
            again += 1
        lines.setdefault(_key(row, again), Line(row, {})).cells[column] = row
    columns = sorted({one for _, one in _placed(rows)}, key=lambda one: one.place)
    ordered = [lines[key] for key in sorted(lines)]
    first = rows[0]
    return Grid(first.mart, first.framework, first.framework_version, columns, ordered)


def _placed(rows: Sequence[Disclosed]) -> Iterator[tuple[Disclosed, Column]]:
    return ((row, Column(row.year_role, row.reported_fiscal_year)) for row in rows)


def _key(row: Disclosed, again: int) -> _Key:
    return (
        row.requirement, row.line_no or 0, row.line_code, row.breakdown_kind or "",
        row.breakdown_value or "", row.unit or "", row.entity_id, again,
    )  # fmt: skip
