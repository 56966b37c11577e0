"""One FOCUS file, CSV or Parquet, as typed Parquet by billing month, streaming.

Belongs here: types and checks of each row, months apart. Does not: cells and records of a file
(focus_rows.py), which files belong to a slice.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingest import parquet
from ingest.arrow import Array, RecordBatch
from ingest.arrow import compute as pc
from ingest.errors import BadInput
from ingest.focus_columns import COLUMNS, NEVER_EMPTY, VERSION_COLUMN, Header
from ingest.focus_rows import DELIVER_AGAIN, Rows, open_rows
from ingest.focus_values import MisfitError, typed
from ingest.source import FetchedFile

SUFFIXES = (".csv", ".csv.gz", ".parquet")
_SCHEMA = parquet.arrow_schema(COLUMNS)
_MOMENTS = [column for column, kind in COLUMNS.items() if kind == "timestamp"]
# Clouds bill since 2006; what lies outside these years is a broken date, no bill.
_FIRST, _END = datetime(2000, 1, 1), datetime(2100, 1, 1)


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
        raise BadInput(name, "the whole file", "it is empty, without even a header", DELIVER_AGAIN)
    header, batches = open_rows(path, name)
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


def _typed_batch(some: Rows, header: Header, name: str) -> RecordBatch:
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


def _hold_period(months: Array, period: str | None, some: Rows, header: Header, name: str) -> None:
    if period is not None:
        problem = f"the row is not billed in {period}, the month of its folder"
        column = "billing_period_start"
        _hold(pc.equal(months, period), column, problem, some, header, name)


def _hold(good: Array, column: str, problem: str, some: Rows, header: Header, name: str) -> None:
    row = pc.index(good, value=False).as_py()
    if row >= 0:
        _refuse(some, row, header.columns[column], problem, name)


def _refuse(some: Rows, row: int, column: str, problem: str, name: str) -> None:
    place = f"{some.place(row)}, column {column}"
    raise BadInput(name, place, problem, "Correct it at the provider and deliver the file again")
