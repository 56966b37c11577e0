"""Rows that lost their empty cells: every way to lay the cells that are left under the header.

Belongs here: which column each cell can only have stood in. Does not: what a cell means. CodeCarbon
up to 3.3.0 appends a row without its empty cells, so that 33 cells stand under 38 names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.telemetry.trackers.codecarbon_columns import fits, may_be_absent

Grid = list[list[bool]]


@dataclass(frozen=True)
class Repaired:
    """The cells by column ("" where one was left out), and the columns that nobody can tell."""

    cells: dict[str, str]
    unclear: tuple[str, ...]


def repaired(header: Sequence[str], cells: Sequence[str]) -> Repaired | None:
    """Lay fewer `cells` than `header` has names under it, in order; None where it cannot be done.

    A column is told only if all ways to lay the row agree on it.
    """
    before = _before(header, cells)
    after = _after(header, cells)
    if not before[len(header)][len(cells)]:
        return None
    told: dict[str, str] = {}
    unclear: list[str] = []
    for column, name in enumerate(header):
        ways = {
            cells[cell].strip()
            for cell in range(len(cells))
            if before[column][cell] and after[column + 1][cell + 1] and fits(name, cells[cell])
        }
        left_out = any(
            before[column][cell] and after[column + 1][cell] for cell in range(len(cells) + 1)
        )
        if left_out and may_be_absent(name):
            ways.add("")
        told[name] = ways.pop() if len(ways) == 1 else ""
        if ways:
            unclear.append(name)
    return Repaired(told, tuple(unclear))


def _before(header: Sequence[str], cells: Sequence[str]) -> Grid:
    """[columns][cells]: whether the first so many cells fit under the first so many names."""
    grid = [[False] * (len(cells) + 1) for _ in range(len(header) + 1)]
    grid[0][0] = True
    for column, name in enumerate(header, start=1):
        for cell in range(len(cells) + 1):
            skipped = grid[column - 1][cell] and may_be_absent(name)
            laid = cell > 0 and grid[column - 1][cell - 1] and fits(name, cells[cell - 1])
            grid[column][cell] = skipped or laid
    return grid


def _after(header: Sequence[str], cells: Sequence[str]) -> Grid:
    """[columns][cells]: whether the cells from there on fit under the names from there on."""
    grid = [[False] * (len(cells) + 1) for _ in range(len(header) + 1)]
    grid[len(header)][len(cells)] = True
    for column in reversed(range(len(header))):
        name = header[column]
        for cell in reversed(range(len(cells) + 1)):
            skipped = grid[column + 1][cell] and may_be_absent(name)
            laid = cell < len(cells) and grid[column + 1][cell + 1] and fits(name, cells[cell])
            grid[column][cell] = skipped or laid
    return grid
