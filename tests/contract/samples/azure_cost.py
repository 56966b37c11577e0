"""A small export of Azure's cost details: written, restated, spoiled and withdrawn."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

SETTINGS = """
[sources.acme_azure]
kind = "azure_cost"
uri = "clouds/msexports/cost/actual"
"""
PAIRED = SETTINGS + 'amortized_uri = "clouds/msexports/cost/amortized"\n'
SLICE = "acme_azure__2025-10"
PERIOD = "2025-10"
CONTAINER = "clouds/msexports"
ROOT = "cost"

Row = dict[str, str]
"""One line as text: the header's names and their cells."""


def deliver(home: Path, *, edition: int) -> None:
    """Two files of three lines each; every edition has other costs and a run of its own."""
    tables = [[row(Cost=str(edition + i))] * 3 for i in (0, 10)]
    write_run(home, tables, run=f"run-{edition}", submitted=f"2025-11-0{edition + 1}T06:00:00Z")


def spoil(home: Path) -> None:
    """The newest run's first file is cut short."""
    write_run(home, [[row(Cost="77")]], run="run-7", submitted="2025-11-08T06:00:00Z")
    [file] = (home / CONTAINER).rglob("run-7/part_0_0001.csv.gz")
    file.write_bytes(file.read_bytes()[:-20])
    _let_it_be_older(home)


def withdraw(home: Path) -> None:
    """The month is gone from the listing; another month is there."""
    shutil.rmtree(home / CONTAINER)
    write_run(home, [[row("2025-12")]], period="2025-12")


def touch(home: Path) -> None:
    """The same content under a new manifest."""
    for path in (home / CONTAINER).rglob("manifest.json"):
        document = json.loads(path.read_text())
        document["runInfo"]["executionType"] = "OnDemand"
        path.write_text(json.dumps(document))


def _let_it_be_older(home: Path) -> None:
    """The next edition that a test delivers is submitted after the spoiled one."""
    for path in (home / CONTAINER).rglob("run-7/manifest.json"):
        path.write_text(path.read_text().replace("2025-11-08T06", "2025-11-01T07"))


def row(period: str = PERIOD, **cells: str) -> Row:
    """One line of an enterprise agreement's month; `cells` replace or add columns."""
    year, month = period.split("-")
    return {
        "BillingAccountId": "8611537",
        "BillingPeriodStartDate": f"{month}/01/{year}",
        "BillingPeriodEndDate": f"{month}/28/{year}",
        "SubscriptionId": "ED570627-0265-4620-BB42-BAE06BCFA914",
        "Date": f"{month}/04/{year}",
        "Product": "Virtual Machines Dv3/DSv3 Series - D2 v3/D2s v3 - US South Central",
        "MeterCategory": "Virtual Machines",
        "MeterSubCategory": "Dv3/DSv3 Series",
        "MeterName": "D2 v3/D2s v3",
        "MeterRegion": "US South Central",
        "Quantity": "24",
        "EffectivePrice": "0.11",
        "Cost": "2.64",
        "UnitPrice": "0.11",
        "BillingCurrency": "USD",
        "ResourceLocation": "SouthCentralUS",
        "ConsumedService": "Microsoft.Compute",
        "ResourceId": "/subscriptions/ed570627/resourceGroups/RG/providers/Microsoft.Compute/VM1",
        "AdditionalInfo": '{"UsageType":"ComputeHR","ServiceType":"Standard_D2s_v3","VCPUs":2}',
        "Tags": '"team": "search","env": "prod"',
        "UnitOfMeasure": "1 Hour",
        "ResourceGroup": "RG",
        "ChargeType": "Usage",
        "PricingModel": "OnDemand",
        **cells,
    }


def text_of(lines: Sequence[Row]) -> bytes:
    """The lines as CSV, with the byte order mark that Azure writes."""
    out = io.StringIO(newline="")
    names = list(dict.fromkeys(name for line in lines for name in line))
    writer = csv.DictWriter(out, names, restval="")
    writer.writeheader()
    writer.writerows(lines)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def write_run(
    home: Path,
    tables: Sequence[Sequence[Row]],
    *,
    period: str = PERIOD,
    run: str = "run-0",
    submitted: str = "2025-11-01T06:00:00Z",
    kind: str = "ActualCost",
    export: str = "actual",
    suffix: str = ".csv.gz",
    **manifest: Any,
) -> Path:
    """Write one run of an export; `manifest` replaces keys. Returns its folder."""
    contents = {
        f"part_{number}_0001{suffix}": _packed(text_of(lines), suffix)
        for number, lines in enumerate(tables)
    }
    rows = [len(lines) for lines in tables]
    return write_files(
        home, contents, rows, period=period, run=run, submitted=submitted, kind=kind,
        export=export, **manifest,
    )  # fmt: skip


def write_files(
    home: Path,
    contents: Mapping[str, bytes],
    rows: Sequence[int],
    *,
    period: str = PERIOD,
    run: str = "run-0",
    submitted: str = "2025-11-01T06:00:00Z",
    kind: str = "ActualCost",
    export: str = "actual",
    **manifest: Any,
) -> Path:
    """Write one run of files that hold `contents`, then its manifest."""
    above = "/".join(filter(None, (ROOT, export, range_of(period), run)))
    folder = home / CONTAINER / above
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    blobs = [
        {"blobName": f"{above}/{name}", "byteCount": len(content), "dataRowCount": count}
        for (name, content), count in zip(contents.items(), rows, strict=True)
    ]
    document = {
        "manifestVersion": "2024-04-01",
        "blobCount": len(blobs),
        "dataRowCount": sum(rows),
        "exportConfig": {"exportName": export, "type": kind, "dataVersion": "2023-05-01"},
        "deliveryConfig": {"fileFormat": "Csv", "compressionMode": "gzip"},
        "runInfo": {"executionType": "Scheduled", "submittedTime": submitted, "runId": run},
        "blobs": blobs,
        **manifest,
    }
    (folder / "manifest.json").write_text(json.dumps(document))
    return folder


def range_of(period: str) -> str:
    """The folder of a month: its first and last day."""
    year, month = map(int, period.split("-"))
    last = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)
    return f"{year}{month:02d}01-{year}{month:02d}{last}"


def _packed(content: bytes, suffix: str) -> bytes:
    return gzip.compress(content, mtime=0) if suffix == ".csv.gz" else content
