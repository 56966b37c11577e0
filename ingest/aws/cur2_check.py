"""Hold one file of a Cost and Usage Report 2.0 against what AWS promises.

Belongs here: the rules of this bill, its months above all. Does not: the rules any Parquet must
keep (parquet_check.py).
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from ingest import parquet, parquet_check
from ingest.arrow import Array, ParquetFile
from ingest.aws import cur2_columns
from ingest.aws.bill_dates import (
    PERIOD_COLUMN,
    START_COLUMN,
    check_months,
    check_starts,
    months_of,
)
from ingest.errors import BadInput
from ingest.typed_values import convert


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
    """Hold every row group to its month and to usage that this month can be billed for."""
    first = 0
    for group in range(file.num_row_groups):
        rows: int = file.metadata.row_group(group).num_rows
        if rows == 0:
            continue
        ends = _ends(file, group, PERIOD_COLUMN)
        months = months_of(_moments(file, group, PERIOD_COLUMN) if ends is None else ends)
        check_months(months, name=name, place=f"row group {group}", period=period)
        starts = _ends(file, group, START_COLUMN)
        try:
            check_starts(
                _moments(file, group, START_COLUMN) if starts is None else starts,
                name=name,
                first=first,
                period=period,
            )
        except BadInput:
            # Statistics say that there is a stranger, the rows say which it is.
            whole = _moments(file, group, START_COLUMN)
            check_starts(whole, name=name, first=first, period=period)
            raise
        first += rows


def _ends(file: ParquetFile, group: int, column: str) -> Array | None:
    """The first and last moment of a column if the statistics of a row group tell them.

    None where only the rows tell: text, rows without a moment, or two months between the ends.
    """
    place = file.schema_arrow.get_field_index(column)
    metadata = file.metadata.row_group(group)
    places = [metadata.column(i).path_in_schema for i in range(metadata.num_columns)]
    statistics = metadata.column(places.index(column)).statistics
    plain = pa.types.is_timestamp(file.schema_arrow.field(place).type)
    if not plain or statistics is None or not statistics.has_min_max:
        return None
    if not statistics.has_null_count or statistics.null_count:
        return None
    ends: tuple[Any, Any] = (statistics.min, statistics.max)
    if not all(isinstance(end, datetime) for end in ends):
        return None
    found = pa.array([end.replace(tzinfo=None) for end in ends], pa.timestamp("us"))
    # Two different ends say that there is a stranger, and a scan says which months there are.
    return None if column == PERIOD_COLUMN and len(months_of(found)) > 1 else found


def _moments(file: ParquetFile, group: int, column: str) -> Array:
    values = file.read_row_group(group, columns=[column]).column(0).combine_chunks()
    if parquet_check.is_text(values.type):
        return convert(values.cast(pa.string()), "timestamp")
    return values.cast(pa.timestamp("us"), safe=False)
