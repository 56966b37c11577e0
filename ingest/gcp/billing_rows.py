"""One extract of the billing export as typed Parquet by month of use, streaming.

Belongs here: which column becomes which of the raw contract. Does not: opening a file, fetching.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from ingest import parquet
from ingest.arrow import Array, DataType, RecordBatch
from ingest.arrow import compute as pc
from ingest.errors import BadInput
from ingest.gcp.billing_columns import (
    COLUMNS,
    CREDIT_WITHOUT_TYPE,
    CREDITS,
    LISTS,
    MINIMUM,
    NEVER_EMPTY,
    SYSTEM_LABELS,
    TAGS_TEXT,
)
from ingest.gcp.extract_rows import EXPORT_AGAIN, open_extract
from ingest.gcp.extract_values import hold, typed
from ingest.gcp.json_cells import lists_of
from ingest.gcp.month_files import MonthFiles
from ingest.gcp.repeated import CREDIT, PAIR, as_map, credit_sums
from ingest.source import FetchedFile
from ingest.text_maps import to_json

_SCHEMA = parquet.arrow_schema(COLUMNS)
_REPEATED = {CREDITS, *(part for parts in LISTS.values() for part in parts)}
_SETTLED = {*LISTS, *SYSTEM_LABELS, TAGS_TEXT, "credits_amount", "credits_by_type"}
# Google Cloud bills since 2008; what lies outside these years is a broken date, no use.
_FIRST, _END = datetime(2008, 1, 1), datetime(2100, 1, 1)


def write_months(path: Path, *, name: str, into: Path, stem: str) -> tuple[list[FetchedFile], int]:
    """Write the rows of the extract at `path`, called `name` in messages, to Parquet in `into`.

    Returns one file per month of use (UTC), each name beginning with `stem`, and the row count.

    Raises:
        BadInput: it is no extract of the billing export, or a row cannot be read.
    """
    with open_extract(path, name=name, lists=_REPEATED) as extract, ExitStack() as stack:
        months = MonthFiles(into, stem, _SCHEMA, stack)
        if extract.names is not None:
            _hold_columns(MINIMUM, extract.names, name)
        for columns in extract.batches:
            if extract.names is None and not months.rows:  # JSON leaves out what is null
                _hold_columns((*NEVER_EMPTY, CREDITS), columns, name)
            batch = _shaped(columns, name=name, first=months.rows)
            months.add(batch, "usage_start_time")
    return months.files(), months.rows


def _shaped(columns: Mapping[str, Array], *, name: str, first: int) -> RecordBatch:
    """Some rows under the raw contract; `first` rows of the file stand before them."""
    count = len(next(iter(columns.values())))
    made: dict[str, Array] = {}
    for column, sql_type in COLUMNS.items():
        if column in columns and column not in _SETTLED:
            made[column] = typed(columns[column], sql_type, name=name, column=column, first=first)
    for column, parts in LISTS.items():
        there = [_list(columns[part], PAIR, part, name, first) for part in parts if part in columns]
        if there:
            made[column] = as_map(there, count)
    if "labels" in made:
        made[TAGS_TEXT] = to_json(made["labels"])
    if "system_labels" in made:
        for column, label in SYSTEM_LABELS.items():
            made[column] = pc.map_lookup(made["system_labels"], label, "first")
    if CREDITS in columns:
        made |= _credits(_list(columns[CREDITS], CREDIT, CREDITS, name, first), name, first)
    batch = pa.RecordBatch.from_arrays(
        [made.get(field.name, pa.nulls(count, field.type)) for field in _SCHEMA], schema=_SCHEMA
    )
    for column in NEVER_EMPTY:
        hold(batch.column(column).is_valid(), "it is empty", name=name, column=column, first=first)
    starts = batch.column("usage_start_time")
    sane = pc.and_(pc.greater_equal(starts, _FIRST), pc.less(starts, _END))
    hold(sane, "no use is of that year", name=name, column="usage_start_time", first=first)
    return batch


def _credits(credits: Array, name: str, first: int) -> dict[str, Array]:
    try:
        amount, by_type = credit_sums(credits, CREDIT_WITHOUT_TYPE)
    except pa.ArrowInvalid as error:
        place = f"rows {first + 1} to {first + len(credits)}, column {CREDITS}"
        problem = f"an amount in it is no number ({error})"
        raise BadInput(name, place, problem, EXPORT_AGAIN) from None
    return {"credits_amount": amount, "credits_by_type": by_type}


def _list(values: Array, kind: DataType, column: str, name: str, first: int) -> Array:
    """A repeated field as a list, whether the file holds lists or their JSON."""
    if pa.types.is_large_list(values.type):
        values = values.cast(pa.list_(values.type.value_type))
    is_list = pa.types.is_list(values.type)
    if pa.types.is_null(values.type) or (is_list and pa.types.is_null(values.type.value_type)):
        return values.cast(kind)
    if is_list and pa.types.is_struct(values.type.value_type):
        return values
    if pa.types.is_dictionary(values.type) or pa.types.is_string(values.type):
        texts = values.cast(pa.string())
        return lists_of(texts, kind, name=name, column=column, first=first)
    problem = f"it is {parquet.type_name(values.type)}, where a list of records is promised"
    raise BadInput(name, f"column {column}", problem, EXPORT_AGAIN)


def _hold_columns(wanted: Collection[str], names: Collection[str], name: str) -> None:
    absent = [column for column in wanted if column not in names]
    # A record in one cell of JSON brings its fields, which only its rows can show.
    absent = [column for column in absent if column.split("_")[0] not in names]
    if absent:
        problem = f"promised columns are missing: {', '.join(absent)}"
        remedy = "Export these columns of the billing table too, nested ones as they are"
        raise BadInput(name, "the columns", problem, remedy)
