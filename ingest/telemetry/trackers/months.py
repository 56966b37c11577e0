"""Rows of a tracker to one Parquet per month, in bounded memory.

Belongs here: dealing rows out. Does not: where they come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from ingest import parquet
from ingest.source import FetchedFile

Row = dict[str, Any]
_BATCH_ROWS = 16 * 1024


def write_months(
    rows: Iterable[Row], into: Path, *, columns: Mapping[str, str], month_of: str
) -> tuple[tuple[FetchedFile, ...], int]:
    """Write `rows` of `columns`, a file per month of the moment `month_of`; how many there were."""
    schema = parquet.arrow_schema(columns)
    writers: dict[str, parquet.Writer] = {}
    remaining = iter(rows)
    with ExitStack() as stack:
        while batch := list(islice(remaining, _BATCH_ROWS)):
            for month, found in _by_month(batch, month_of).items():
                if month not in writers:
                    writer = parquet.Writer(into / f"{month}.parquet", schema)
                    writers[month] = stack.enter_context(writer)
                writers[month].add(pa.RecordBatch.from_pylist(found, schema=schema))
    files = tuple(FetchedFile(into / f"{month}.parquet", month) for month in sorted(writers))
    return files, sum(writer.rows for writer in writers.values())


def _by_month(batch: list[Row], month_of: str) -> dict[str, list[Row]]:
    months: dict[str, list[Row]] = {}
    for row in batch:
        moment: datetime = row[month_of]
        months.setdefault(f"{moment:%Y-%m}", []).append(row)
    return months
