"""Writes runs of Cost Management exports: gzipped CSV in parts, then the manifest of the run.

    <container>/cost/<export>/20251101-20251130/202512040600/<run>/part_0_0001.csv.gz
    <container>/cost/<export>/20251101-20251130/202512040600/<run>/manifest.json

Belongs here: folders and parts. Does not: lines (`bill.py`), what a manifest says
(`run_manifest.py`).
"""

import csv
import gzip
import io
import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from ingest.demo.azure.columns import COLUMNS
from ingest.demo.azure.rows import Row
from ingest.demo.azure.run_manifest import EXPORTS, ROOT, manifest_of, run_info
from ingest.demo.month import Month
from ingest.demo.resources import uuid

_PARTS = 2


def write_run(
    container: Path, kind: str, month: Month, rows: Sequence[Row], *, days_after: int
) -> Path:  # fmt: skip
    """Writes one run of one month; returns its folder.

    Args:
        container: the folder that stands for the container.
        kind: ActualCost or AmortizedCost.
        month: the billing period.
        rows: its lines.
        days_after: how many days after the month's end it ran.
    """
    parts: list[tuple[bytes, int]] = []
    for part in range(_PARTS):
        of_part = rows[len(rows) * part // _PARTS : len(rows) * (part + 1) // _PARTS]
        parts.append((gzip.compress(_text(of_part), mtime=0), len(of_part)))
    return put_run(container, kind, month, parts, days_after=days_after)


def put_run(
    container: Path, kind: str, month: Month, parts: Sequence[tuple[bytes, int]], *,
    days_after: int,
) -> Path:  # fmt: skip
    """Puts one run of one month where it belongs; returns its folder.

    Args:
        container: the folder that stands for the container.
        kind: ActualCost or AmortizedCost.
        month: the billing period.
        parts: gzipped CSV, each with the number of its lines.
        days_after: how many days after the month's end it ran.
    """
    ran = month.end + timedelta(days=days_after, hours=6)
    run = uuid("run", kind, month.period, days_after, sum(lines for _, lines in parts))
    above = f"{ROOT}/{EXPORTS[kind]}/{_range(month)}/{ran:%Y%m%d%H%M}/{run}"
    blobs: list[dict[str, Any]] = []
    for part, (content, lines) in enumerate(parts):
        name = f"{above}/part_{part}_0001.csv.gz"
        _put(container / name, content)
        blobs.append({"blobName": name, "byteCount": len(content), "dataRowCount": lines})
    document = manifest_of(kind, blobs) | {"runInfo": run_info(month, ran, run)}
    _put(container / above / "manifest.json", (json.dumps(document, indent=2) + "\n").encode())
    return container / above


def _range(month: Month) -> str:
    return f"{month.start:%Y%m%d}-{month.end - timedelta(days=1):%Y%m%d}"


def _text(rows: Sequence[Row]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
