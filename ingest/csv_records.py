"""The records of a CSV, each with the line it begins on: for files whose cells are read one by one.

Belongs here: quotes, blank lines, ragged lines. Does not: names of columns, types; `wide_csv.py` is
for large files of any columns.
"""

from __future__ import annotations

import csv
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.csv_lines import Bytes, lines_of, opened
from ingest.errors import BadInput

_CLOSE = "Close every quote, double the quotes inside a cell, and end lines with a newline"


@dataclass(frozen=True)
class Records:
    """Some records: their cells, and the line that each begins on."""

    cells: list[list[str]]
    lines: list[int]


@dataclass(frozen=True)
class RecordCsv:
    """An opened CSV: the names of its header as written (none in an empty file), its records."""

    header: list[str]
    batches: Iterator[Records]


@contextmanager
def open_records(path: Path, *, name: str, rows: int, mend: str) -> Generator[RecordCsv]:
    """Open the CSV at `path` (plain, gzip or zip; UTF-8, comma), called `name` in messages.

    A batch holds at most `rows` records, none of them blank; `mend` is what helps against a line
    with more or fewer cells than the header.

    Raises:
        BadInput: broken compression, not UTF-8, no CSV, or a ragged line; also while the batches
            are read.
    """
    with opened(path, name=name) as handle:
        records = each_record(handle, name=name)
        _, header = next(records, (0, []))
        yield RecordCsv(header, _batches(records, header, name=name, rows=rows, mend=mend))


def each_record(handle: Bytes, *, name: str) -> Iterator[tuple[int, list[str]]]:
    """The records of an opened CSV, of any number of cells, each with the line it begins on.

    Raises:
        BadInput: it is no CSV from some line on.
    """
    # strict: a stray quote must not swallow the rest of the file into one cell.
    yield from _records(csv.reader(lines_of(handle, name=name), strict=True), name)


def _batches(
    records: Iterator[tuple[int, list[str]]], header: list[str], *, name: str, rows: int, mend: str
) -> Iterator[Records]:
    held = Records([], [])
    for line, cells in records:
        if len(cells) != len(header):
            at = header[len(cells)].strip() if len(cells) < len(header) else str(len(header) + 1)
            problem = f"the line has {len(cells)} cells, the header {len(header)}"
            raise BadInput(name, f"line {line}, column {at}", problem, mend)
        held.cells.append(cells)
        held.lines.append(line)
        if len(held.cells) == rows:
            yield held
            held = Records([], [])
    if held.cells:
        yield held


def _records(reader: Any, name: str) -> Iterator[tuple[int, list[str]]]:
    while True:
        line = reader.line_num + 1
        try:
            cells: list[str] | None = next(reader, None)
        except csv.Error as error:
            problem = f"it is no CSV from here on ({error})"
            raise BadInput(name, f"line {line}", problem, _CLOSE) from None
        if cells is None:
            return
        if cells:
            yield line, cells
