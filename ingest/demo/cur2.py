"""Writes CUR 2.0 the way AWS Data Exports delivers it, in the overwrite layout.

    <bucket>/<prefix>/<export>/data/BILLING_PERIOD=YYYY-MM/<export>-00001.snappy.parquet
    <bucket>/<prefix>/<export>/metadata/BILLING_PERIOD=YYYY-MM/<export>-Manifest.json

Belongs here: chunks, their names, and the manifest, which is written last. Does not: what the
lines say (`bill.py`).
"""

import hashlib
import json
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from ingest.demo.assembly import assembled
from ingest.demo.bill import MonthBill
from ingest.demo.columns import manifest_columns
from ingest.demo.export import Export
from ingest.demo.resources import uuid


def deliver(
    export: Export, bill: MonthBill, lines: pl.DataFrame, *, chunks: int, surplus: int = 0
) -> list[Path]:
    """Writes one month of one export: chunks, then emptied surplus chunks, then the manifest.

    Args:
        export: where to.
        bill: the month's bill, for the describing columns.
        lines: the lines of it that this export holds, from `arranged`.
        chunks: how many files they fill; the manifest names these only.
        surplus: how many further chunks an earlier delivery left; they become files of no rows.

    Returns:
        The files that the manifest names.
    """
    keys = [export.data_key(bill.month, n + 1) for n in range(chunks + surplus)]
    hashes: list[str] = []
    for n, key in enumerate(keys):
        first, last = (lines.height * min(i, chunks) // chunks for i in (n, n + 1))
        hashes.append(_put_parquet(export.bucket / key, assembled(bill, lines[first:last])))
    manifest = {
        "exportName": export.name,
        "exportArn": f"arn:aws:bcm-data-exports:us-east-1:{export.payer.account_id}:export/"
        f"{export.name}-{uuid('export', export.name)}",
        # of the content: another delivery has another id, and so another manifest
        "executionId": uuid("execution", export.name, bill.month.period, *hashes),
        "billingPeriod": {"start": _instant(bill.month.start), "end": _instant(bill.month.end)},
        "columns": manifest_columns(),
        "dataFiles": [export.uri(key) for key in keys[:chunks]],
        "contentType": "Parquet",
        "compression": "Parquet",
    }
    text = json.dumps(manifest, indent=2) + "\n"
    _put(export.bucket / export.manifest_key(bill.month), text.encode())
    return [export.bucket / key for key in keys[:chunks]]


def _instant(moment: object) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"


def _put_parquet(path: Path, frame: pl.DataFrame) -> str:
    """Writes Parquet with plain types, no Arrow schema inside, as AWS does; returns its sha256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    table = frame.to_arrow()
    pq.write_table(table, part, compression="snappy", store_schema=False)
    with part.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    part.replace(path)
    return sha256


def _put(path: Path, content: bytes) -> None:
    """An object store shows an object whole or not at all; a rename does the same for a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
