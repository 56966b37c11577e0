"""A small billing export of Google Cloud: written, restated, spoiled and withdrawn by the day."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SETTINGS = """
[sources.acme_google]
kind = "gcp_billing"
uri = "clouds/google"
"""
SLICE = "acme_google__2025-10-05"
FOLDER = "partition_date=2025-10-05"
MACHINE = "compute.googleapis.com/machine_spec"

Row = dict[str, Any]
"""One row of the table as BigQuery exports it to JSON."""


def deliver(home: Path, *, edition: int) -> None:
    """Three lines of a day in two files; every edition has other costs."""
    write(home, [row(cost=1.0 + edition), row(cost=0.25, sku="N1 Ram")], shard=0)
    write(home, [row(cost=2.0)], shard=1)


def spoil(home: Path) -> None:
    """The first file is cut short."""
    file = write(home, [row(cost=77.0)], shard=0)
    file.write_bytes(file.read_bytes()[:-20])


def withdraw(home: Path) -> None:
    """The day is gone from the listing; another is there."""
    shutil.rmtree(root(home) / FOLDER)
    write(home, [row(day="2025-10-06")], day="2025-10-06")


def touch(home: Path) -> None:
    """The same content, written again."""
    file = root(home) / FOLDER / "part-0.json.gz"
    content = file.read_bytes()
    file.unlink()
    file.write_bytes(content)


def row(
    *,
    day: str = "2025-10-05",
    cost: float = 1.0,
    sku: str = "N1 Predefined Instance Core running in Frankfurt",
    credits: Sequence[tuple[str, float]] = (),
    labels: dict[str, str] | None = None,
    **fields: Any,
) -> Row:
    """One line of an hour; `fields` replace columns of the table."""
    usage = {"amount": 3600.0, "unit": "seconds", "pricing_unit": "hour"}
    line: Row = {
        "billing_account_id": "0177BB-554433-A9B8C7",
        "service": {"id": "6F81-5844-456A", "description": "Compute Engine"},
        "sku": {"id": "AAAA-BBBB-CCCC", "description": sku},
        "usage_start_time": f"{day} 10:00:00 UTC",
        "usage_end_time": f"{day} 11:00:00 UTC",
        "project": {"id": "acme-search", "number": "883019284756", "labels": [], "ancestors": []},
        "labels": pairs(labels or {"team": "search"}),
        "system_labels": pairs({MACHINE: "n1-standard-4"}),
        "location": {"location": "europe-west3", "country": "DE", "region": "europe-west3"},
        "tags": [],
        "export_time": f"{day} 15:30:00.5 UTC",
        "cost": cost,
        "currency": "EUR",
        "currency_conversion_rate": 0.92,
        "usage": {**usage, "amount_in_pricing_units": 1.0},
        "credits": [{"name": kind.title(), "type": kind, "amount": sum_} for kind, sum_ in credits],
        "invoice": {"month": day[:7].replace("-", ""), "publisher_type": "GOOGLE"},
        "cost_type": "regular",
        "transaction_type": "GOOGLE",
    }
    return {**line, **fields}


def pairs(values: dict[str, str]) -> list[dict[str, str]]:
    """Labels as the table holds them."""
    return [{"key": key, "value": value} for key, value in values.items()]


def write(home: Path, rows: Sequence[Row], *, day: str = "2025-10-05", shard: int = 0) -> Path:
    """Write one file of the day's folder."""
    file = root(home) / f"partition_date={day}" / f"part-{shard}.json.gz"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{json.dumps(line)}\n" for line in rows)
    file.unlink(missing_ok=True)
    file.write_bytes(gzip.compress(text.encode(), mtime=0))
    return file


def root(home: Path) -> Path:
    """Where the extracts lie."""
    return home / "clouds/google"
