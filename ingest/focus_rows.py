"""The rows of a FOCUS file as they stand there, CSV (plain, gzip) or Parquet, in bounded memory.

Belongs here: records, cells, where each stands. Does not: what type a cell must have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from ingest import parquet
from ingest.arrow import Array
from ingest.csv_records import Records, open_records
from ingest.focus_columns import Header, read_header

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
    with open_records(path, name=name, rows=_BATCH_ROWS, mend=DELIVER_AGAIN) as text:
        header = read_header(text.header, name=name, place="line 1")
        yield header
        taken = [(column, text.header.index(own)) for column, own in header.columns.items()]
        for some in text.batches:
            yield _text_rows(some, taken)


def _text_rows(some: Records, taken: list[tuple[str, int]]) -> Rows:
    values = {
        column: pa.array([record[index] for record in some.cells], pa.string())
        for column, index in taken
    }
    return Rows(values, len(some.cells), lambda row: f"line {some.lines[row]}")


def _parquet_rows(path: Path, name: str) -> Iterator[Header | Rows]:
    """The header, then the rows."""
    with parquet.open_checked(path, name=name) as file:
        header = read_header(file.schema_arrow.names, name=name, place="the columns")
        yield header
        first = 0
        own = list(header.columns.values())
        for batch in parquet.batches(file, name=name, rows=_BATCH_ROWS, columns=own):
            values = {column: batch.column(one) for column, one in header.columns.items()}
            yield Rows(values, batch.num_rows, lambda row, at=first: f"row {at + row + 1}")
            first += batch.num_rows
