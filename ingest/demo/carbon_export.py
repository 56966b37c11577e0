"""Writes AWS's own carbon figures of the made-up company the way Data Exports delivers them.

    <bucket>/<prefix>/<export>/data/carbon_model_version=v3.0.1/usage_period=2025-10/<export>-00001…
    <bucket>/<prefix>/<export>/metadata/carbon_model_version=v3.0.1/usage_period=2025-10/…

Belongs here: the export's columns, partitions and manifests. Does not: kilograms
(`carbon_figures.py`).
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.demo.bill import MonthBill
from ingest.demo.carbon_figures import VERSIONS, Figures, figures_of
from ingest.demo.company import REGIONS
from ingest.demo.export import Export
from ingest.demo.month import Month
from ingest.demo.resources import uuid

_KEYS = ("payer_account_id", "usage_account_id", "region_code", "location", "product_code")
_MEASURES = (
    "total_mbm", "total_lbm", "total_scope_1", "total_scope_2_lbm", "total_scope_2_mbm",
    "total_scope_3_lbm", "total_scope_3_mbm",
)  # fmt: skip
_MOMENT = pa.timestamp("ms")
_KG_PER_TONNE = 1000.0
_PUBLISHED_DAYS = 20

SCHEMA = pa.schema(
    [
        *(pa.field(name, pa.string()) for name in (*_KEYS, "model_version")),
        pa.field("usage_period_start", _MOMENT),
        pa.field("usage_period_end", _MOMENT),
        pa.field("last_refresh_timestamp", _MOMENT),
        *(
            pa.field(f"{measure}_emissions_{part}", kind)
            for measure in _MEASURES
            for part, kind in (("value", pa.float64()), ("unit", pa.string()))
        ),
    ]
)
"""The 23 columns of the export."""


def deliver_carbon(export: Export, bill: MonthBill, *, is_first: bool) -> int:
    """Writes a month's figures, of each model version a partition; the number of rows.

    Args:
        export: where to.
        bill: the month's final bill, from which the figures follow.
        is_first: whether the month is the first of the export, which two versions tell.
    """
    versions = VERSIONS if is_first else VERSIONS[-1:]
    rows = 0
    for version in versions:
        rows += _partition(export, bill.month, version, figures_of(bill, export.payer, version))
    return rows


def _partition(export: Export, month: Month, version: str, figures: Sequence[Figures]) -> int:
    table = pa.Table.from_pylist([_row(export, month, version, one) for one in figures], SCHEMA)
    part = f"carbon_model_version={version}/usage_period={month.period}"
    above = f"{export.prefix}/{export.name}"
    key = f"{above}/data/{part}/{export.name}-00001.snappy.parquet"
    path = export.bucket / key
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, compression="snappy", store_schema=False)
    manifest = {
        "exportName": export.name,
        "exportArn": f"arn:aws:bcm-data-exports:us-east-1:{export.payer.account_id}:export/"
        f"{export.name}-{uuid('export', export.name)}",
        "executionId": uuid("execution", export.name, version, month.period),
        "dataFiles": [export.uri(key)],
        "contentType": "Parquet",
        "compression": "Parquet",
    }
    _put(export.bucket / f"{above}/metadata/{part}/{export.name}-Manifest.json", manifest)
    return table.num_rows


def _row(export: Export, month: Month, version: str, figures: Figures) -> dict[str, object]:
    region = figures.region_code
    row: dict[str, object] = {
        "payer_account_id": export.payer.account_id,
        "usage_account_id": figures.account_id,
        "region_code": region,
        "location": REGIONS[region].location if region else "Global",
        "product_code": figures.product_code,
        "model_version": version,
        "usage_period_start": month.start,
        "usage_period_end": month.end,
        "last_refresh_timestamp": _published(month),
    }
    kg = {
        "total_scope_1": figures.scope_1,
        "total_scope_2_lbm": figures.scope_2_location,
        "total_scope_2_mbm": figures.scope_2_market,
        "total_scope_3_lbm": figures.scope_3_location,
        "total_scope_3_mbm": figures.scope_3_market,
    }
    tonnes = {measure: round(value / _KG_PER_TONNE, 6) for measure, value in kg.items()}
    for method in ("mbm", "lbm"):
        scopes = ("total_scope_1", f"total_scope_2_{method}", f"total_scope_3_{method}")
        tonnes[f"total_{method}"] = round(sum(tonnes[scope] for scope in scopes), 6)
    for measure in _MEASURES:
        row[f"{measure}_emissions_value"] = tonnes[measure]
        row[f"{measure}_emissions_unit"] = "MTCO2e"
    return row


def _published(month: Month) -> datetime:
    return month.end + timedelta(days=_PUBLISHED_DAYS, hours=6, minutes=30)


def _put(path: Path, document: Mapping[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
