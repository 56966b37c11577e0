"""A small legacy Cost and Usage Report: written, restated, spoiled and withdrawn as AWS could."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

SETTINGS = """
[sources.acme_report]
kind = "aws_cur"
uri = "clouds/acme/report"
"""
SLICE = "acme_report__2025-10"
PERIOD = "2025-10"
BUCKET = "clouds"
PREFIX = "acme"

Row = dict[str, str]
"""One line as text: the header's names and their cells."""


def deliver(home: Path, *, edition: int) -> None:
    """Two files of three lines each; every edition has other costs and a folder of its own."""
    tables = [rows(PERIOD, cost=edition + i) for i in (0, 10)]
    deliver_month(home / BUCKET, PERIOD, tables, assembly=f"assembly-{edition}")


def spoil(home: Path) -> None:
    """The manifest is new and its first file is cut short."""
    deliver_month(home / BUCKET, PERIOD, [rows(PERIOD, cost=77)], assembly="assembly-77")
    [file] = (home / BUCKET).rglob("assembly-77/report-00001.csv.gz")
    file.write_bytes(file.read_bytes()[:-20])


def withdraw(home: Path) -> None:
    """The month is gone from the listing; another month is there."""
    shutil.rmtree(home / BUCKET / PREFIX / "report")
    deliver_month(home / BUCKET, "2025-12", [rows("2025-12")])


def touch(home: Path) -> None:
    """The same content under a new manifest."""
    path = manifest_path(home / BUCKET, PERIOD)
    document = json.loads(path.read_text())
    path.write_text(json.dumps({**document, "reportId": "another"}))


def row(period: str, *, cost: float | str = 1.0, **cells: str) -> Row:
    """One line of a month; `cells` replace or add, `__` stands for the slash of a name."""
    line = {
        "identity/LineItemId": "one",
        "bill/PayerAccountId": "012345678901",
        "bill/BillingPeriodStartDate": f"{period}-01T00:00:00Z",
        "lineItem/UsageAccountId": "012345678901",
        "lineItem/LineItemType": "Usage",
        "lineItem/UsageStartDate": f"{period}-01T00:00:00Z",
        "lineItem/UsageEndDate": f"{period}-01T01:00:00Z",
        "lineItem/ProductCode": "AmazonEC2",
        "lineItem/UsageType": "BoxUsage:m5.large",
        "lineItem/Operation": "RunInstances",
        "lineItem/UsageAmount": "1.0",
        "lineItem/CurrencyCode": "USD",
        "lineItem/UnblendedCost": str(cost),
        "pricing/unit": "Hrs",
        "product/regionCode": "eu-central-1",
        "product/vcpu": "2",
    }
    line.update({name.replace("__", "/"): cell for name, cell in cells.items()})
    return line


def rows(period: str, *, count: int = 3, cost: float | str = 1.0, **cells: str) -> list[Row]:
    """`count` equal lines."""
    return [row(period, cost=cost, **cells)] * count


def text_of(lines: Sequence[Row]) -> bytes:
    """The lines as CSV."""
    out = io.StringIO(newline="")
    names = list(dict.fromkeys(name for line in lines for name in line))
    writer = csv.DictWriter(out, names, restval="")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode()


def packed(content: bytes, suffix: str) -> bytes:
    """`content` as AWS packs it: by the name's ending `.csv.gz`, `.zip` or `.csv`."""
    if suffix == ".csv.gz":
        return gzip.compress(content, mtime=0)
    if suffix == ".csv":
        return content
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("report.csv", content)
    return out.getvalue()


def deliver_month(
    bucket: Path,
    period: str,
    tables: Sequence[Sequence[Row]],
    *,
    assembly: str | None = None,
    suffix: str = ".csv.gz",
    **manifest: Any,
) -> None:
    """Write a month: the data, in the folder of its `assembly` if any, then the manifest."""
    contents = [packed(text_of(lines), suffix) for lines in tables]
    deliver_bytes(bucket, period, contents, assembly=assembly, suffix=suffix, **manifest)


def deliver_bytes(
    bucket: Path,
    period: str,
    contents: Sequence[bytes],
    *,
    assembly: str | None = None,
    suffix: str = ".csv.gz",
    **manifest: Any,
) -> None:
    """Write a month of files that hold `contents`; `manifest` replaces keys of the manifest."""
    folder = "/".join(filter(None, (PREFIX, "report", folder_of(period), assembly)))
    keys = [f"{folder}/report-{number:05d}{suffix}" for number in range(1, len(contents) + 1)]
    write_month(bucket, period, dict(zip(keys, contents, strict=True)), assembly, **manifest)


def write_month(
    bucket: Path, period: str, files: Mapping[str, bytes], assembly: str | None, **manifest: Any
) -> None:
    """Write `files` by key of the bucket, then the manifests of the period and the assembly."""
    for key, content in files.items():
        (bucket / key).parent.mkdir(parents=True, exist_ok=True)
        (bucket / key).write_bytes(content)
    document = {
        "assemblyId": assembly or "one",
        "billingPeriod": {"start": f"{folder_of(period)[:8]}T000000.000Z"},
        "charset": "UTF-8",
        "reportName": "report",
        "reportKeys": list(files),
        **manifest,
    }
    newest = manifest_path(bucket, period)
    for path in (newest.parent / (assembly or "") / newest.name, newest):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document))


def manifest_path(bucket: Path, period: str) -> Path:
    """Where the newest manifest of a month lies."""
    return bucket / PREFIX / "report" / folder_of(period) / "report-Manifest.json"


def folder_of(period: str) -> str:
    """The folder of a month: its first day and that of the next."""
    year, month = map(int, period.split("-"))
    following = (year + 1, 1) if month == 12 else (year, month + 1)
    return f"{year}{month:02d}01-{following[0]}{following[1]:02d}01"
