"""A small CUR 2.0 export: written, restated, spoiled and withdrawn as AWS could."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

SETTINGS = """
[sources.acme_aws]
kind = "aws_cur2"
uri = "clouds/acme"
"""
SLICE = "acme_aws__2025-10"
PERIOD = "2025-10"


def deliver(home: Path, *, edition: int) -> None:
    """Two files of three lines each; every edition has other costs."""
    deliver_month(home / "clouds/acme", PERIOD, [lines(PERIOD, cost=edition + i) for i in (0, 10)])


def spoil(home: Path) -> None:
    """The manifest is new and its first file is cut short."""
    folder = home / "clouds/acme"
    deliver_month(folder, PERIOD, [lines(PERIOD, cost=77)])
    file = next((folder / "data").rglob("*-00001.snappy.parquet"))
    file.write_bytes(file.read_bytes()[:-100])


def withdraw(home: Path) -> None:
    """The month is gone from the listing; another month is there."""
    folder = home / "clouds/acme"
    shutil.rmtree(folder / "metadata")
    deliver_month(folder, "2025-12", [lines("2025-12")])


def touch(home: Path) -> None:
    """The same content under a new manifest."""
    manifest = manifest_path(home / "clouds/acme", PERIOD)
    document = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**document, "executionId": "another"}))


def lines(period: str, *, rows: int = 3, cost: float = 1.0, **columns: Any) -> pa.Table:
    """Bill lines of one month with the columns that must be there; `columns` replace or add."""
    month = datetime.strptime(period, "%Y-%m")
    table: dict[str, Any] = {
        "bill_billing_period_start_date": pa.array([month] * rows, pa.timestamp("ms")),
        "line_item_usage_start_date": pa.array([month] * rows, pa.timestamp("ms")),
        "line_item_usage_account_id": ["012345678901"] * rows,
        "line_item_line_item_type": ["Usage"] * rows,
        "line_item_product_code": ["AmazonEC2"] * rows,
        "line_item_usage_type": ["BoxUsage:m5.large"] * rows,
        "pricing_unit": ["Hrs"] * rows,
        "line_item_operation": ["RunInstances"] * rows,
        "line_item_currency_code": ["USD"] * rows,
        "line_item_usage_amount": [1.0] * rows,
        "line_item_unblended_cost": [cost] * rows,
        "product": pa.array([[("vcpu", "2")]] * rows, pa.map_(pa.string(), pa.string())),
    }
    table.update(columns)
    return pa.table(table)


def deliver_month(
    folder: Path, period: str, tables: Sequence[pa.Table], *, root: str = "", **manifest: Any
) -> None:
    """Write a month as AWS does: the data, then the manifest; `manifest` replaces its keys.

    `root` is how the manifest names the export's folder, by default as a local one.
    """
    named: list[str] = []
    for number, table in enumerate(tables, start=1):
        key = f"data/BILLING_PERIOD={period}/acme-{number:05d}.snappy.parquet"
        (folder / key).parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, folder / key)
        named.append(f"{root or f'file://{folder.resolve()}'}/{key}")
    document = {"exportName": "acme", "executionId": "one", "dataFiles": named, **manifest}
    path = manifest_path(folder, period)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document))


def manifest_path(folder: Path, period: str) -> Path:
    """Where the newest manifest of a month lies."""
    return folder / f"metadata/BILLING_PERIOD={period}/acme-Manifest.json"
