"""Writes the billing table's extracts: nested Parquet, a folder per month of export.

    <folder>/export_month=2025-11/lumenfold-billing-000000000000.parquet

A row lies in the month in which Google wrote it: late lines and corrections come with a later one.
Belongs here: folders and files. Does not: types (`table.py`), rows (`rows.py`).
"""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.arrow import Table
from ingest.demo.gcp.records import Row
from ingest.demo.gcp.table import SCHEMA

_FILE = "lumenfold-billing-000000000000.parquet"


def write_extracts(folder: Path, rows: Sequence[Row]) -> dict[str, int]:
    """Writes the rows by month of export; the number of rows of each."""
    months: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda one: one["export_time"]):
        months.setdefault(f"{row['export_time']:%Y-%m}", []).append(row)
    for month, of_month in months.items():
        put(folder / f"export_month={month}" / _FILE, pa.Table.from_pylist(of_month, SCHEMA))
    return {month: len(of_month) for month, of_month in months.items()}


def put(path: Path, table: Table) -> None:
    """Writes Parquet under its name at once, as an object store would show it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    pq.write_table(table, part, compression="snappy", store_schema=False)
    part.replace(path)
