"""Carbon intensity of electricity by zone and hour, from plain CSV files.

Belongs here: the checks that make an hour an hour, one sorted Parquet per month. Does not: which
zone a cloud region draws from, or what a missing hour falls back to.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

import pyarrow as pa

from ingest import parquet
from ingest.arrow import Array, Table
from ingest.arrow import compute as pc
from ingest.csv_source import CsvSource
from ingest.source import FetchedFile
from ingest.typed_csv import Batch, CsvContract

_KEY = ("em_zone", "hour_at", "boundary")
_LINE = "line"
# Coal of the worst plants emits about 1,500 g/kWh: twice that is another unit, no grid.
_LIMIT_G = 3000.0


class HourlyGrid(CsvSource):
    """Files with the columns em_zone, hour_at (UTC, start of the hour), value, boundary."""

    kind = "grid_hourly"
    columns: ClassVar[Mapping[str, str]] = {
        "em_zone": "varchar",
        "hour_at": "timestamp",
        "value_gco2e_per_kwh": "double",
        "boundary": "varchar",
        "is_estimated": "boolean",
    }
    required = frozenset(columns)

    def write(
        self, batches: Iterator[Batch], contract: CsvContract, into: Path
    ) -> tuple[list[FetchedFile], int]:
        """One Parquet per month, sorted, so that equal months have equal bytes."""
        spool = into / "spool"
        months = _spool_by_month(batches, contract, spool)
        files: list[FetchedFile] = []
        rows = 0
        for number, month in enumerate(sorted(months)):
            with pa.ipc.open_stream(months[month]) as stream:
                table = stream.read_all()
            table = table.sort_by([(column, "ascending") for column in (*_KEY, _LINE)])
            _refuse_duplicates(table, contract)
            target = into / f"{number}.parquet"
            parquet.write(target, table.drop_columns([_LINE]))
            files.append(FetchedFile(target, month))
            rows += table.num_rows
        shutil.rmtree(spool, ignore_errors=True)
        return files, rows


def _spool_by_month(
    batches: Iterator[Batch], contract: CsvContract, spool: Path
) -> dict[str, Path]:
    """Deal checked rows out to one file per month: only a month must fit in memory, no file."""
    spool.mkdir()
    paths: dict[str, Path] = {}
    writers: dict[str, pa.ipc.RecordBatchStreamWriter] = {}
    try:
        for batch in batches:
            _check(batch, contract)
            lines = pa.array(batch.lines, pa.int64())
            rows = batch.columns.append_column(_LINE, lines)
            months = pc.strftime(rows.column("hour_at"), format="%Y-%m")
            for month in pc.unique(months).to_pylist():
                if month not in writers:
                    paths[month] = spool / month
                    writers[month] = pa.ipc.new_stream(paths[month], rows.schema)
                writers[month].write_batch(rows.filter(pc.equal(months, month)))
    finally:
        for writer in writers.values():
            writer.close()
    return paths


def _check(batch: Batch, contract: CsvContract) -> None:
    hours = batch.columns.column("hour_at")
    values = batch.columns.column("value_gco2e_per_kwh")
    whole = pc.equal(pc.floor_temporal(hours, unit="hour"), hours)
    _hold(whole, batch, contract, "hour_at", "a row stands for a whole hour, from its start (UTC)")
    sane = pc.and_(pc.greater_equal(values, 0.0), pc.less(values, _LIMIT_G))
    limits = f"grams of CO2e per kWh lie between 0 and {_LIMIT_G:.0f}"
    _hold(sane, batch, contract, "value_gco2e_per_kwh", limits)
    known = pc.is_in(batch.columns.column("boundary"), value_set=pa.array(["direct", "lifecycle"]))
    _hold(known, batch, contract, "boundary", "it is direct or lifecycle")


def _hold(good: Array, batch: Batch, contract: CsvContract, column: str, rule: str) -> None:
    row = pc.index(good, value=False).as_py()
    if row >= 0:
        value = batch.columns.column(column)[row].as_py()
        contract.refuse(batch.lines[row], column, f"{value} cannot be: {rule}", "Correct the cell")


def _refuse_duplicates(table: Table, contract: CsvContract) -> None:
    """In a sorted table, a second value for an hour stands right behind the first."""
    if table.num_rows < 2:
        return
    same = None
    for column in _KEY:
        values = table.column(column).combine_chunks()
        equal = pc.equal(values.slice(0, len(values) - 1), values.slice(1))
        same = equal if same is None else pc.and_(same, equal)
    row = pc.index(same, value=True).as_py()
    if row >= 0:
        zone, hour, boundary = (table.column(column)[row].as_py() for column in _KEY)
        first, second = (table.column(_LINE)[at].as_py() for at in (row, row + 1))
        contract.refuse(
            second,
            "hour_at",
            f"{zone}, {hour:%Y-%m-%dT%H:%MZ}, {boundary} has a value on line {first} already",
            "Keep one of the two lines",
        )
