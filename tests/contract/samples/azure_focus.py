"""A small Azure FOCUS export: written, restated, spoiled and withdrawn."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.contract.samples.azure_cost import CONTAINER, PERIOD, text_of, touch, write_files

__all__ = ["PERIOD", "touch"]

SETTINGS = """
[sources.acme_focus]
kind = "azure_focus"
uri = "clouds/msexports/cost/focus"
"""
SLICE = "acme_focus__2025-10"

Charge = dict[str, str]
"""One charge as text: the header's names and their cells."""


def deliver(home: Path, *, edition: int) -> None:
    """Parquet and CSV; every edition has other costs and a run of its own."""
    submitted = f"2025-11-0{edition + 1}T06:00:00Z"
    write(home, [[charge(BilledCost=str(edition))], [charge()]], run=f"{edition}", at=submitted)


def spoil(home: Path) -> None:
    """The newest run's first file is cut short."""
    write(home, [[charge(BilledCost="77")]], run="0", at="2025-11-09T06:00:00Z")
    [file] = (home / CONTAINER).rglob("0/part_0_0001.snappy.parquet")
    file.write_bytes(file.read_bytes()[:-100])
    for other in (home / CONTAINER).rglob("manifest.json"):
        other.write_text(other.read_text().replace("2025-11-09", "2025-11-01"))


def withdraw(home: Path) -> None:
    """The month is gone from the listing; another month is there."""
    shutil.rmtree(home / CONTAINER)
    write(home, [[charge("2025-12")]], period="2025-12")


def charge(period: str = PERIOD, **cells: str) -> Charge:
    """A day of a machine as Azure's FOCUS 1.2 writes it; `cells` replace or add columns."""
    return {
        "BilledCost": "2.64",
        "BillingAccountId": "/providers/Microsoft.Billing/billingAccounts/8611537",
        "BillingCurrency": "USD",
        "BillingPeriodEnd": f"{period}-28T00:00:00Z",
        "BillingPeriodStart": f"{period}-01T00:00:00Z",
        "ChargeCategory": "Usage",
        "ChargePeriodEnd": f"{period}-05T00:00:00Z",
        "ChargePeriodStart": f"{period}-04T00:00:00Z",
        "ConsumedQuantity": "24",
        "ConsumedUnit": "Hours",
        "EffectiveCost": "2.64",
        "PricingQuantity": "24",
        "PricingUnit": "Hours",
        "ProviderName": "Microsoft",
        "RegionId": "southcentralus",
        "ResourceId": "/subscriptions/ED570627/resourceGroups/RG/providers/X/VM1",
        "ServiceName": "Virtual Machines",
        "SkuMeter": "D2 v3/D2s v3",
        "SkuPriceDetails": '{"ServiceType":"Standard_D2s_v3","VCPUs":2}',
        "SubAccountId": "/subscriptions/ED570627",
        "Tags": '{"team":"search"}',
        "x_PricingUnitDescription": "1 Hour",
        "x_SkuDescription": "Virtual Machines Dv3/DSv3 Series - D2 v3/D2s v3 - US South Central",
        "x_SkuMeterCategory": "Virtual Machines",
        "x_SkuMeterSubcategory": "Dv3/DSv3 Series",
        **cells,
    }


def write(
    home: Path,
    tables: Sequence[Sequence[Charge]],
    *,
    period: str = PERIOD,
    run: str = "run",
    at: str = "2025-11-01T06:00:00Z",
    kind: str = "FocusCost",
) -> Path:
    """Write one run: the first table as Parquet, the others as CSV. Returns its folder."""
    contents = {
        f"part_{number}_0001{'.csv' if number else '.snappy.parquet'}": (
            text_of(rows) if number else _parquet(rows)
        )
        for number, rows in enumerate(tables)
    }
    counts = [len(rows) for rows in tables]
    return write_files(
        home, contents, counts, period=period, run=run, submitted=at, kind=kind, export="focus"
    )


def _parquet(rows: Sequence[Charge]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows)), out)
    return out.getvalue()
