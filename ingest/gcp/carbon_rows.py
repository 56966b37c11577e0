"""One extract of the Carbon Footprint export as typed Parquet by month, streaming.

Belongs here: which column becomes which of the raw contract. Does not: opening a file, fetching.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa

from ingest import parquet
from ingest.arrow import Array, RecordBatch
from ingest.arrow import compute as pc
from ingest.errors import BadInput
from ingest.gcp.carbon_columns import COLUMNS, FIGURES, NEVER_EMPTY
from ingest.gcp.extract_rows import open_extract
from ingest.gcp.extract_values import hold, typed
from ingest.gcp.month_files import MonthFiles
from ingest.source import FetchedFile

_SCHEMA = parquet.arrow_schema(COLUMNS)
_MINIMUM = (*NEVER_EMPTY, "service_description", *FIGURES)


def write_months(path: Path, *, name: str, into: Path, stem: str) -> tuple[list[FetchedFile], int]:
    """Write the rows of the extract at `path`, called `name` in messages, to Parquet in `into`.

    Returns one file per month, each name beginning with `stem`, and the number of rows.

    Raises:
        BadInput: it is no extract of the export, or a row cannot be read.
    """
    with open_extract(path, name=name, lists=()) as extract, ExitStack() as stack:
        months = MonthFiles(into, stem, _SCHEMA, stack)
        if extract.names is not None:
            _hold_columns(_MINIMUM, extract.names, name)
        for columns in extract.batches:
            if extract.names is None and not months.rows:  # JSON leaves out what is null
                _hold_columns(NEVER_EMPTY, columns, name)
            batch = _shaped(columns, name=name, first=months.rows)
            months.add(batch, "usage_month")
    return months.files(), months.rows


def _shaped(columns: Mapping[str, Array], *, name: str, first: int) -> RecordBatch:
    count = len(next(iter(columns.values())))
    made = [
        typed(columns[field.name], COLUMNS[field.name], name=name, column=field.name, first=first)
        if field.name in columns
        else pa.nulls(count, field.type)
        for field in _SCHEMA
    ]
    batch = pa.RecordBatch.from_arrays(made, schema=_SCHEMA)
    for column in NEVER_EMPTY:
        there = batch.column(column).is_valid()
        hold(there, "it is empty", name=name, column=column, first=first)
    is_first = pc.equal(pc.day(batch.column("usage_month")), 1)
    problem = "it is not the first day of a month"
    hold(is_first, problem, name=name, column="usage_month", first=first)
    return batch


def _hold_columns(wanted: Collection[str], names: Collection[str], name: str) -> None:
    absent = [column for column in wanted if column not in names]
    # A record in one cell of JSON brings its fields, which only its rows can show.
    absent = [one for one in absent if one.split("_scope")[0].split("_total")[0] not in names]
    if absent:
        problem = f"promised columns are missing: {', '.join(absent)}"
        remedy = "Export these columns of the carbon_footprint table too, nested ones as they are"
        raise BadInput(name, "the columns", problem, remedy)
