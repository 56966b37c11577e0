"""The rows of a FOCUS file as they stand there, CSV (plain, gzip) or Parquet, in bounded memory.

Belongs here: records, cells, where each stands. Does not: what type a cell must have.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from ingest import parquet
from ingest.arrow import Array
from ingest.csv_lines import lines_of, opened
from ingest.errors import BadInput
from ingest.focus_columns import Header, read_header
from ingest.stores import first_line

DELIVER_AGAIN = "Have the provider deliver the file again"
_BATCH_ROWS = 32 * 1024


@dataclass(frozen=True)
class Rows:
    """Some rows as the file has them, by column of the contract.

    `place` names a row of them in a message.
    """

    values: dict[str, Array]
    count: int
    place: Callable[[int], str]


def open_rows(path: Path, name: str) -> tuple[Header, Iterator[Rows]]:
    """The columns of the FOCUS file at `path`, called `name` in messages, and its rows.

    Raises:
        BadInput: at once or while the rows are read: it is no whole CSV or Parquet of FOCUS.
    """
    with path.open("rb") as file:
        magic = file.read(4)
    rows = _parquet_rows(path, name) if magic == b"PAR1" else _csv_rows(path, name)
    header = next(rows)
    assert isinstance(header, Header)
    return header, rows  # pyright: ignore[reportReturnType]


def _csv_rows(path: Path, name: str) -> Iterator[Header | Rows]:
    """The header, then the rows."""
    with opened(path) as handle:
        # strict: a stray quote must not swallow the rest of the file into one cell.
        records = _records(csv.reader(lines_of(handle, name=name), strict=True), name)
        _, names = next(records, (0, []))
        header = read_header(names, name=name, place="line 1")
        yield header
        taken = [(column, names.index(own)) for column, own in header.columns.items()]
        lines: list[int] = []
        cells: list[list[str]] = []
        for line, record in records:
            if len(record) != len(names):
                _refuse_ragged(line, record, names, name)
            lines.append(line)
            cells.append(record)
            if len(cells) == _BATCH_ROWS:
                yield _text_rows(cells, taken, lines)
                lines, cells = [], []
        if cells:
            yield _text_rows(cells, taken, lines)


def _text_rows(cells: list[list[str]], taken: list[tuple[str, int]], lines: list[int]) -> Rows:
    values = {
        column: pa.array([record[index] for record in cells], pa.string())
        for column, index in taken
    }
    return Rows(values, len(cells), lambda row: f"line {lines[row]}")


def _records(reader: Iterator[list[str]], name: str) -> Iterator[tuple[int, list[str]]]:
    """The records that are not blank, each with its first line."""
    while True:
        line = reader.line_num + 1  # pyright: ignore[reportAttributeAccessIssue]
        try:
            record = next(reader, None)
        except csv.Error as error:
            problem = f"it is no CSV from here on ({error})"
            remedy = "Close every quote, double the quotes inside a cell"
            raise BadInput(name, f"line {line}", problem, remedy) from None
        if record is None:
            return
        if record:
            yield line, record


def _refuse_ragged(line: int, record: list[str], names: list[str], name: str) -> None:
    column = names[len(record)] if len(record) < len(names) else str(len(names) + 1)
    problem = f"the line has {len(record)} cells, the header {len(names)}"
    raise BadInput(name, f"line {line}, column {column}", problem, DELIVER_AGAIN)


def _parquet_rows(path: Path, name: str) -> Iterator[Header | Rows]:
    """The header, then the rows."""
    with parquet.open_checked(path, name=name) as file:
        header = read_header(file.schema_arrow.names, name=name, place="the columns")
        yield header
        first = 0
        try:
            for batch in file.iter_batches(_BATCH_ROWS, columns=list(header.columns.values())):
                batch.validate(full=True)
                values = {column: batch.column(own) for column, own in header.columns.items()}
                yield Rows(values, batch.num_rows, lambda row, at=first: f"row {at + row + 1}")
                first += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            problem = f"its data cannot be read ({first_line(error)})"
            raise BadInput(name, f"after row {first}", problem, DELIVER_AGAIN) from error
