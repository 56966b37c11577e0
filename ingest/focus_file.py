"""One FOCUS file, CSV or Parquet, as typed Parquet by billing month, streaming.

Belongs here: rows of a file in batches, the checks each row must pass. Does not: which files
belong to a slice, where they come from.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingest import parquet
from ingest.arrow import Array, RecordBatch
from ingest.arrow import compute as pc
from ingest.csv_lines import lines_of, opened
from ingest.errors import BadInput
from ingest.focus_columns import COLUMNS, NEVER_EMPTY, VERSION_COLUMN, Header, read_header
from ingest.focus_values import MisfitError, typed
from ingest.source import FetchedFile
from ingest.stores import first_line

SUFFIXES = (".csv", ".csv.gz", ".parquet")
_BATCH_ROWS = 32 * 1024
_SCHEMA = parquet.arrow_schema(COLUMNS)
_MOMENTS = [column for column, kind in COLUMNS.items() if kind == "timestamp"]
# Clouds bill since 2006; what lies outside these years is a broken date, no bill.
_FIRST, _END = datetime(2000, 1, 1), datetime(2100, 1, 1)
_AGAIN = "Have the provider deliver the file again"


@dataclass(frozen=True)
class _Rows:
    """Some rows as the file has them; `place` names one of them for a message."""

    values: dict[str, Array]
    count: int
    place: Callable[[int], str]


def write_months(
    path: Path, *, name: str, into: Path, stem: str, period: str | None = None
) -> tuple[list[FetchedFile], int]:
    """Write the rows of the file at `path`, called `name` in messages, to Parquet in `into`.

    Args:
        path: CSV, plain or gzip, or Parquet; its first bytes tell which.
        name: what messages call it.
        into: a folder.
        stem: beginning of the names of the files that are written.
        period: the month (YYYY-MM) that every row must be billed in, where the layout says one.

    Returns:
        One file per billing month, and the number of rows.

    Raises:
        BadInput: it is no FOCUS file, or a row cannot be read; the message names the place.
    """
    if path.stat().st_size == 0:
        raise BadInput(name, "the whole file", "it is empty, without even a header", _AGAIN)
    header, batches = _open_rows(path, name)
    files: dict[str, FetchedFile] = {}
    writers: dict[str, pq.ParquetWriter] = {}
    rows = 0
    with ExitStack() as stack:
        for some in batches:
            batch = _typed_batch(some, header, name)
            months = pc.strftime(batch.column("billing_period_start"), format="%Y-%m")
            _hold_period(months, period, some, header, name)
            for month in pc.unique(months).to_pylist():
                if month not in writers:
                    target = into / f"{stem}-{month}.parquet"
                    writers[month] = stack.enter_context(_writer(target))
                    files[month] = FetchedFile(target, month)
                writers[month].write_batch(batch.filter(pc.equal(months, month)))
            rows += some.count
    return [files[month] for month in sorted(files)], rows


def _writer(path: Path) -> pq.ParquetWriter:
    return pq.ParquetWriter(
        path, _SCHEMA, compression="zstd", version="2.6", data_page_version="1.0"
    )


def _open_rows(path: Path, name: str) -> tuple[Header, Iterator[_Rows]]:
    with path.open("rb") as file:
        magic = file.read(4)
    rows = _parquet_rows(path, name) if magic == b"PAR1" else _csv_rows(path, name)
    header = next(rows)
    assert isinstance(header, Header)
    return header, rows  # pyright: ignore[reportReturnType]


def _csv_rows(path: Path, name: str) -> Iterator[Header | _Rows]:
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


def _text_rows(cells: list[list[str]], taken: list[tuple[str, int]], lines: list[int]) -> _Rows:
    values = {
        column: pa.array([record[index] for record in cells], pa.string())
        for column, index in taken
    }
    return _Rows(values, len(cells), lambda row: f"line {lines[row]}")


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
    raise BadInput(name, f"line {line}, column {column}", problem, _AGAIN)


def _parquet_rows(path: Path, name: str) -> Iterator[Header | _Rows]:
    """The header, then the rows."""
    with parquet.open_checked(path, name=name) as file:
        header = read_header(file.schema_arrow.names, name=name, place="the columns")
        yield header
        first = 0
        try:
            for batch in file.iter_batches(_BATCH_ROWS, columns=list(header.columns.values())):
                batch.validate(full=True)
                values = {column: batch.column(own) for column, own in header.columns.items()}
                yield _Rows(values, batch.num_rows, lambda row, at=first: f"row {at + row + 1}")
                first += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            problem = f"its data cannot be read ({first_line(error)})"
            raise BadInput(name, f"after row {first}", problem, _AGAIN) from error


def _typed_batch(some: _Rows, header: Header, name: str) -> RecordBatch:
    columns: list[Array] = []
    for field in _SCHEMA:
        column = field.name
        if column == VERSION_COLUMN:
            columns.append(pa.repeat(pa.scalar(header.version), some.count))
        elif column not in some.values:
            columns.append(pa.nulls(some.count, field.type))
        else:
            try:
                columns.append(typed(some.values[column], COLUMNS[column]))
            except MisfitError as error:
                _refuse(some, error.index, header.columns[column], str(error), name)
    batch = pa.RecordBatch.from_arrays(columns, schema=_SCHEMA)
    for column in NEVER_EMPTY:
        _hold(batch.column(column).is_valid(), column, "it is empty", some, header, name)
    for column in _MOMENTS:
        values = batch.column(column)
        sane = pc.and_(pc.greater_equal(values, _FIRST), pc.less(values, _END))
        _hold(pc.fill_null(sane, True), column, "no bill is of that year", some, header, name)
    return batch


def _hold_period(months: Array, period: str | None, some: _Rows, header: Header, name: str) -> None:
    if period is not None:
        problem = f"the row is not billed in {period}, the month of its folder"
        column = "billing_period_start"
        _hold(pc.equal(months, period), column, problem, some, header, name)


def _hold(good: Array, column: str, problem: str, some: _Rows, header: Header, name: str) -> None:
    row = pc.index(good, value=False).as_py()
    if row >= 0:
        _refuse(some, row, header.columns[column], problem, name)


def _refuse(some: _Rows, row: int, column: str, problem: str, name: str) -> None:
    place = f"{some.place(row)}, column {column}"
    raise BadInput(name, place, problem, "Correct it at the provider and deliver the file again")
