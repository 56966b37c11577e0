"""Hold one file of a Cost and Usage Report 2.0 against what AWS promises.

Belongs here: the rules of this bill, its month above all. Does not: the rules any Parquet must keep
(parquet_check.py).
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from ingest import parquet, parquet_check
from ingest.arrow import ParquetFile
from ingest.arrow import compute as pc
from ingest.aws import cur2_columns
from ingest.aws.data_export import REDELIVER
from ingest.errors import BadInput
from ingest.typed_values import convert

_PERIOD_COLUMN = "bill_billing_period_start_date"


def check(path: Path, *, name: str, period: str) -> int:
    """Hold one file, called `name` in messages, against the contract; returns its rows.

    Raises:
        BadInput: unreadable, a promised column missing or of another type, a value that is no
            amount, or a row of another billing period than `period` (YYYY-MM).
    """
    with parquet.open_checked(path, name=name) as file:
        rows: int = file.metadata.num_rows
        if rows == 0:
            return 0
        parquet_check.check_columns(
            file,
            name=name,
            columns=cur2_columns.COLUMNS,
            minimum=cur2_columns.MINIMUM,
            loose=cur2_columns.LOOSE,
        )
        parquet_check.check_values(file, name=name, columns=cur2_columns.COLUMNS)
        _check_period(file, name=name, period=period)
        return rows


def _check_period(file: ParquetFile, *, name: str, period: str) -> None:
    """Every row must be of `period`, or a month would be counted in two slices."""
    for group in range(file.num_row_groups):
        if file.metadata.row_group(group).num_rows == 0:
            continue
        months = _months_by_statistics(file, group) or _months_by_scan(file, group)
        if months == {period}:
            continue
        others = ", ".join(sorted(month or "no month" for month in months - {period}))
        raise BadInput(
            name,
            f"row group {group}, column {_PERIOD_COLUMN}",
            f"it holds rows of {others} in the folder of {period}",
            REDELIVER,
        )


def _months_by_statistics(file: ParquetFile, group: int) -> set[str | None] | None:
    """The months of a row group if its statistics tell them, without reading a row."""
    column = file.schema_arrow.get_field_index(_PERIOD_COLUMN)
    metadata = file.metadata.row_group(group)
    places = [metadata.column(i).path_in_schema for i in range(metadata.num_columns)]
    statistics = metadata.column(places.index(_PERIOD_COLUMN)).statistics
    plain = pa.types.is_timestamp(file.schema_arrow.field(column).type)
    if not plain or statistics is None or not statistics.has_min_max:
        return None
    if not statistics.has_null_count or statistics.null_count:
        return None
    ends: tuple[Any, Any] = (statistics.min, statistics.max)
    if not all(isinstance(end, datetime | date) for end in ends):
        return None
    months = {end.strftime("%Y-%m") for end in ends}
    # Two different ends say that there is a stranger, and a scan says which months there are.
    return set(months) if len(months) == 1 else None


def _months_by_scan(file: ParquetFile, group: int) -> set[str | None]:
    values = file.read_row_group(group, columns=[_PERIOD_COLUMN]).column(0)
    distinct = pc.unique(values)
    if parquet_check.is_text(distinct.type):
        distinct = convert(distinct.cast(pa.string()), "timestamp")
    moments = distinct.cast(pa.timestamp("us"), safe=False).to_pylist()
    return {None if moment is None else moment.strftime("%Y-%m") for moment in moments}
