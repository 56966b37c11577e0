"""A small carbon export: written, restated, spoiled and withdrawn as AWS could."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

SETTINGS = """
[sources.acme_carbon]
kind = "aws_carbon"
uri = "clouds/acme"
"""
SLICE = "acme_carbon__v3.0.1__2025-10"
PERIOD = "2025-10"
VERSION = "v3.0.1"
ACCOUNT, PAYER = "012345678901", "111122223333"
Row = Mapping[str, str | None]

_NAMES = {
    "total_mbm": "0.008340",
    "total_lbm": "0.016500",
    "total_scope_1": "0.000240",
    "total_scope_2_lbm": "0.006800",
    "total_scope_2_mbm": "0.000000",
    "total_scope_3_lbm": "0.009460",
    "total_scope_3_mbm": "0.008100",
}


def deliver(home: Path, *, edition: int) -> None:
    """Two rows and an emptied chunk; every edition has another total."""
    first = row(total_lbm_emissions_value=f"{edition + 1}.016500")
    rows = [first, row(product_code="AmazonS3")]
    deliver_month(home / "clouds/acme", PERIOD, [rows, []])


def spoil(home: Path) -> None:
    """The manifest is new and its file is cut short."""
    folder = home / "clouds/acme"
    deliver_month(folder, PERIOD, [[row(total_lbm_emissions_value="77")]])
    file = next((folder / "data").rglob("*-00001.csv.gz"))
    file.write_bytes(file.read_bytes()[:-20])


def withdraw(home: Path) -> None:
    """The month is gone from the listing; another month is there."""
    folder = home / "clouds/acme"
    shutil.rmtree(folder)
    deliver_month(folder, "2025-12", [[row(period="2025-12")]])


def touch(home: Path) -> None:
    """The same content under a new manifest."""
    path = manifest_path(home / "clouds/acme", PERIOD)
    document = json.loads(path.read_text())
    path.write_text(json.dumps({**document, "executionId": "another"}))


def row(period: str = PERIOD, *, version: str = VERSION, **cells: str | None) -> Row:
    """A row of the 23 columns, as text; `cells` replace."""
    year, month = map(int, period.split("-"))
    after = f"{year + month // 12}-{month % 12 + 1:02}"
    figures: dict[str, str | None] = {}
    for measure, value in _NAMES.items():
        figures[f"{measure}_emissions_value"] = value
        figures[f"{measure}_emissions_unit"] = "MTCO2e"
    return {
        "payer_account_id": PAYER,
        "usage_account_id": ACCOUNT,
        "region_code": "eu-west-3",
        "location": "Europe (Paris)",
        "product_code": "AmazonEC2",
        "model_version": version,
        "usage_period_start": f"{period}-01 00:00:00",
        "usage_period_end": f"{after}-01 00:00:00",
        "last_refresh_timestamp": f"{after}-18 06:30:00Z",
        **figures,
        **cells,
    }


def narrow(wide: Row) -> Row:
    """The row as exports made before October 2025 select it: 13 columns, no scopes."""
    return {name: value for name, value in wide.items() if "scope" not in name}


def deliver_month(
    folder: Path,
    period: str,
    chunks: Sequence[Sequence[Row]],
    *,
    version: str = VERSION,
    spelling: str = "carbon_model_version",
    root: str = "",
    suffix: str = ".csv.gz",
    has_manifest: bool = True,
) -> None:
    """Write a month as AWS does: the data, then the manifest that names it."""
    partition = f"{spelling}={version}/usage_period={period}"
    named: list[str] = []
    for number, rows in enumerate(chunks, start=1):
        key = f"data/{partition}/acme-{number:05d}{suffix}"
        write(folder / key, rows or [], header=row())
        named.append(f"{root or f'file://{folder.resolve()}'}/{key}")
    if has_manifest:
        path = folder / f"metadata/{partition}/acme-Manifest.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"exportName": "acme", "dataFiles": named}))


def write(path: Path, rows: Sequence[Row], *, header: Row) -> None:
    """Write rows as CSV.gz, or as Parquet with the types of AWS's own exports."""
    path.parent.mkdir(parents=True, exist_ok=True)
    names = list(rows[0] if rows else header)
    if path.suffix == ".parquet":
        pq.write_table(_typed(names, rows), path)
        return
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([["" if one[n] is None else one[n] for n in names] for one in rows])
    path.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))


def _typed(names: Sequence[str], rows: Sequence[Row]) -> pa.Table:
    columns: dict[str, pa.Array] = {}
    for name in names:
        texts = pa.array([one[name] for one in rows], pa.string())
        if name.endswith("_value"):
            texts = texts.cast(pa.float64())
        columns[name] = texts
    return pa.table(columns)


def manifest_path(folder: Path, period: str) -> Path:
    """Where the newest manifest of a month lies."""
    partition = f"carbon_model_version={VERSION}/usage_period={period}"
    return folder / f"metadata/{partition}/acme-Manifest.json"
