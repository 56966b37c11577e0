"""Measured CPU utilisation as the lake holds it: the raw contract, the checks, a Parquet per month.

Belongs here: what every source of utilisation shares. Does not: the formats of any (telemetry/,
aws/cloudwatch.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import pyarrow as pa

from ingest import parquet
from ingest.arrow import Array, RecordBatch
from ingest.arrow import compute as pc
from ingest.errors import BadInput
from ingest.source import FetchedFile

COLUMNS: Mapping[str, str] = {
    "provider": "varchar",
    "resource_id": "varchar",
    "interval_start": "timestamp",
    "interval_seconds": "bigint",
    "cpu_utilisation": "double",
    "sample_count": "bigint",
    "metric_name": "varchar",
    "metric_source": "varchar",
}
REQUIRED = frozenset(COLUMNS) - {"sample_count"}
_SCHEMA = parquet.arrow_schema(COLUMNS)
# A mean of full load may be printed a rounding above it; a percentage is far above.
_FULL = 1.01
_DAY_SECONDS = 86_400
_FIRST, _END = datetime(2006, 1, 1), datetime(2100, 1, 1)


class Months:
    """Deals checked rows out to one Parquet per month in the folder `into`; a `with` block."""

    def __init__(self, into: Path, name: str) -> None:
        self._into = into
        self._name = name
        self._stack = ExitStack()
        self._writers: dict[str, parquet.Writer] = {}
        self.rows = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: Any) -> None:
        self._stack.__exit__(*failure)

    def add(self, batch: RecordBatch, place: Callable[[int], str]) -> None:
        """Take rows of the contract; `place` says where a row of them stands.

        Raises:
            BadInput: a row that cannot be a measurement.
        """
        self._check(batch, place)
        months = pc.strftime(batch.column("interval_start"), format="%Y-%m")
        for month in pc.unique(months).to_pylist():
            if month not in self._writers:
                writer = parquet.Writer(self._path(month), _SCHEMA)
                self._writers[month] = self._stack.enter_context(writer)
            self._writers[month].add(batch.filter(pc.equal(months, month)))
        self.rows += batch.num_rows

    def files(self) -> tuple[FetchedFile, ...]:
        """The files, once the `with` block has ended."""
        return tuple(FetchedFile(self._path(month), month) for month in sorted(self._writers))

    def _path(self, month: str) -> Path:
        return self._into / f"{month}.parquet"

    def _check(self, batch: RecordBatch, place: Callable[[int], str]) -> None:
        values = batch.column("cpu_utilisation")
        inside = pc.and_(pc.greater_equal(values, 0.0), pc.less_equal(values, _FULL))
        rule = "a utilisation is a fraction from 0 to 1; percentages are divided by 100"
        self._hold(inside, batch, "cpu_utilisation", rule, place)
        seconds = batch.column("interval_seconds")
        sane = pc.and_(pc.greater(seconds, 0), pc.less_equal(seconds, _DAY_SECONDS))
        self._hold(sane, batch, "interval_seconds", "an interval is at most a day", place)
        starts = batch.column("interval_start")
        known = pc.and_(pc.greater_equal(starts, _FIRST), pc.less(starts, _END))
        self._hold(known, batch, "interval_start", "no cloud ran at that time", place)
        for column in ("provider", "resource_id"):
            self._hold(batch.column(column).is_valid(), batch, column, "it is empty", place)

    def _hold(
        self,
        good: Array,
        batch: RecordBatch,
        column: str,
        rule: str,
        place: Callable[[int], str],
    ) -> None:
        row = pc.index(pc.fill_null(good, False), value=False).as_py()
        if row >= 0:
            value = batch.column(column)[row].as_py()
            where = f"{place(row)}, column {column}"
            raise BadInput(self._name, where, f"{value} cannot be: {rule}", "Correct the value")


def batch_of(rows: list[dict[str, Any]]) -> RecordBatch:
    """Rows of the contract by name; a name that lacks is null."""
    return pa.RecordBatch.from_pylist(rows, schema=_SCHEMA)
