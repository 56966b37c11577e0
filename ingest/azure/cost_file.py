"""One delivered file of cost details, CSV or Parquet, as typed Parquet, streaming.

Belongs here: opening it, its dates' format, its month. Does not: fetching it, columns, values.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from ingest import parquet
from ingest.arrow import Array, RecordBatch
from ingest.arrow import compute as pc
from ingest.azure.cost_columns import COLUMNS, MOMENTS
from ingest.azure.cost_dates import DateFormat
from ingest.azure.cost_headers import Header, read_header
from ingest.azure.cost_rows import CORRECT, CostRows, as_texts
from ingest.azure.cost_types import check_type
from ingest.azure.date_proof import Dates
from ingest.errors import BadInput
from ingest.source import FetchedFile
from ingest.wide_csv import open_wide

SUFFIXES = (".csv", ".csv.gz", ".parquet", ".zip")
_BATCH_ROWS = 32 * 1024
_SCHEMA = parquet.arrow_schema(COLUMNS)
_COUNTED = ("usage_date",)
"""Dates that must lie in the month of a delivery, and so prove a format."""
# Azure bills since 2008; what lies outside these years is a broken date, no bill.
_YEARS = range(2008, 2100)


@dataclass(frozen=True)
class Told:
    """What is known of a file before it is opened.

    `name` is for messages; `period` (YYYY-MM) the month it must be of, if its folder says one;
    `is_stated`: a manifest says the cost type, so that the lines need not prove it.
    """

    name: str
    cost_type: str
    is_paired: bool = False
    period: str | None = None
    date_format: DateFormat | None = None
    is_stated: bool = False


def write_months(kept: Path, told: Told, *, into: Path, stem: str) -> tuple[list[FetchedFile], int]:
    """Write the rows of the file `kept` to Parquet in `into`, a file per month of use.

    Returns the files, whose names begin with `stem`, and the rows. A file with a header alone is
    an empty month: it brings nothing.

    Raises:
        BadInput: it cannot be read, or breaks the contract; the message names the place.
    """
    dates = _date_format(kept, told)
    files: dict[str, FetchedFile] = {}
    writers: dict[str, parquet.Writer] = {}
    count = 0
    with _opened(kept, told.name) as (header, batches), ExitStack() as stack:
        rows = CostRows(header, told.name, dates, told.cost_type, told.is_paired)
        for batch in batches:
            made = rows.shaped(batch, count)
            if not told.is_stated:
                check_type(made, rows, count)
            months = _months(made, rows, count, told.period)
            for month in pc.unique(months).to_pylist():
                if month not in writers:
                    target = into / f"{stem}-{month}.parquet"
                    writers[month] = stack.enter_context(parquet.Writer(target, _SCHEMA))
                    files[month] = FetchedFile(target, month)
                writers[month].add(made.filter(pc.equal(months, month)))
            count += made.num_rows
    return [files[month] for month in sorted(files)], count


@contextmanager
def _opened(kept: Path, name: str) -> Generator[tuple[Header, Iterator[RecordBatch]]]:
    """The columns of a file and its rows, in the order of its header."""
    with kept.open("rb") as handle:
        is_parquet = handle.read(4) == b"PAR1"
    if is_parquet:
        with parquet.open_checked(kept, name=name) as file:
            header = read_header(file.schema_arrow.names, name=name, place="the columns")
            yield header, parquet.batches(file, name=name, rows=_BATCH_ROWS)
        return
    with open_wide(kept, name=name) as text:
        yield read_header(text.header, name=name, place="line 1"), text.batches


def _date_format(kept: Path, told: Told) -> DateFormat:
    """Read the dates until they prove one format; the lines that follow are held to it."""
    dates = Dates(told.name, _lies_in(told.period))
    with _opened(kept, told.name) as (header, batches):
        for batch in batches:
            for column in MOMENTS:
                for place in header.places.get(column, []):
                    texts = as_texts(batch.column(place))
                    if texts is not None:
                        distinct = pc.unique(texts.drop_null()).to_pylist()
                        written = header.names[place]
                        dates.add(distinct, column=written, counts=column in _COUNTED)
            if dates.is_settled:
                break
    return dates.chosen(told.date_format)


def _lies_in(period: str | None) -> Callable[[date], bool] | None:
    return None if period is None else lambda day: f"{day:%Y-%m}" == period


def _months(made: RecordBatch, rows: CostRows, first: int, period: str | None) -> Array:
    """The month of each row: that of its folder, else that of its date.

    A row belongs to the folder's month by its date or by its billing period.
    """
    days = made.column("usage_date")
    years = pc.year(days)
    sane = pc.and_(pc.greater_equal(years, _YEARS[0]), pc.less_equal(years, _YEARS[-1]))
    _hold(sane, rows, first, "no bill is of that year")
    months = pc.strftime(days, format="%Y-%m")
    if period is None:
        return months
    billed = pc.strftime(made.column("billing_period_start_date"), format="%Y-%m")
    good = pc.or_(pc.equal(months, period), pc.fill_null(pc.equal(billed, period), False))
    _hold(good, rows, first, f"the row is not of {period}, the month of its folder")
    return pa.repeat(pa.scalar(period), made.num_rows)


def _hold(good: Array, rows: CostRows, first: int, problem: str) -> None:
    row = pc.index(good, value=False).as_py()
    if row >= 0:
        rows.refuse(first + row, "usage_date", problem, CORRECT)


def check_not_empty(kept: Path, name: str) -> None:
    """Hold that a delivered file has at least a header.

    Raises:
        BadInput: it has no byte.
    """
    if kept.stat().st_size == 0:
        raise BadInput(name, "the whole file", "it is empty, without even a header", CORRECT)
