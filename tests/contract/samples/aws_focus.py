"""A small AWS FOCUS 1.2 export: written, restated, spoiled and withdrawn as AWS could."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.focus_bills import Charge, charge, write_csv, write_parquet

SETTINGS = """
[sources.acme_focus]
kind = "aws_focus"
uri = "clouds/acme"
"""
SLICE = "acme_focus__2025-10"
PERIOD = "2025-10"


def deliver(home: Path, *, edition: int) -> None:
    """Two files; every edition has other costs, the second file is an emptied chunk."""
    rows = [charge(BilledCost=edition), charge(ResourceId="i-2", x_Operation="RunInstances")]
    deliver_month(home / "clouds/acme", PERIOD, [rows, []])


def spoil(home: Path) -> None:
    """The manifest is new and its file is cut short."""
    folder = home / "clouds/acme"
    deliver_month(folder, PERIOD, [[charge(BilledCost=77)]])
    file = next((folder / "data").rglob("*-00001.snappy.parquet"))
    file.write_bytes(file.read_bytes()[:-100])


def withdraw(home: Path) -> None:
    """The month is gone from the listing; another month is there."""
    folder = home / "clouds/acme"
    shutil.rmtree(folder / "metadata")
    later = charge(BillingPeriodStart="2025-12-01T00:00:00Z")
    deliver_month(folder, "2025-12", [[later]])


def touch(home: Path) -> None:
    """The same content under a new manifest."""
    manifest = manifest_path(home / "clouds/acme", PERIOD)
    document = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**document, "executionId": "another"}))


def deliver_month(
    folder: Path,
    period: str,
    chunks: Sequence[Sequence[Charge]],
    *,
    version: str = "1.2",
    suffix: str = ".snappy.parquet",
) -> None:
    """Write a month as AWS does: the data (Parquet, or `.csv.gz`), then the manifest."""
    write = write_parquet if suffix.endswith(".parquet") else write_csv
    named: list[str] = []
    for number, rows in enumerate(chunks, start=1):
        key = f"data/BILLING_PERIOD={period}/acme-{number:05d}{suffix}"
        write(folder / key, rows, version=version)
        named.append(f"file://{folder.resolve()}/{key}")
    path = manifest_path(folder, period)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"exportName": "acme", "executionId": "one", "dataFiles": named}))


def manifest_path(folder: Path, period: str) -> Path:
    """Where the newest manifest of a month lies."""
    return folder / f"metadata/BILLING_PERIOD={period}/acme-Manifest.json"
