"""Hand-made FOCUS bills of every version: rows as a test needs them, as CSV or Parquet.

Belongs here: the column lists, rows with sensible defaults, files. Does not: what a test expects
of them.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Charge = dict[str, Any]
"""One row: FOCUS columns as text; those left out are null."""

_ADDED = {
    "1.0": """
        AvailabilityZone BilledCost BillingAccountId BillingAccountName BillingCurrency
        BillingPeriodEnd BillingPeriodStart ChargeCategory ChargeClass ChargeDescription
        ChargeFrequency ChargePeriodEnd ChargePeriodStart CommitmentDiscountCategory
        CommitmentDiscountId CommitmentDiscountName CommitmentDiscountStatus
        CommitmentDiscountType ConsumedQuantity ConsumedUnit ContractedCost ContractedUnitPrice
        EffectiveCost InvoiceIssuerName ListCost ListUnitPrice PricingCategory PricingQuantity
        PricingUnit ProviderName PublisherName RegionId RegionName ResourceId ResourceName
        ResourceType ServiceCategory ServiceName SkuId SkuPriceId SubAccountId SubAccountName Tags
    """,
    "1.1": """
        CapacityReservationId CapacityReservationStatus CommitmentDiscountQuantity
        CommitmentDiscountUnit ServiceSubcategory SkuMeter SkuPriceDetails
    """,
    "1.2": """
        BillingAccountType InvoiceId PricingCurrency PricingCurrencyContractedUnitPrice
        PricingCurrencyEffectiveCost PricingCurrencyListUnitPrice SubAccountType
    """,
    "1.3": """
        AllocatedMethodDetails AllocatedMethodId AllocatedResourceId AllocatedResourceName
        AllocatedTags ContractApplied HostProviderName ServiceProviderName
    """,
}
VERSIONS = tuple(_ADDED)
AWS_OWN = ("x_Discounts", "x_Operation", "x_ServiceCode")


def columns(version: str) -> list[str]:
    """The Cost and Usage columns of a FOCUS version."""
    until = VERSIONS[: VERSIONS.index(version) + 1]
    return sorted(name for one in until for name in _ADDED[one].split())


def charge(**given: Any) -> Charge:
    """An hour of an m5.large in us-east-1, one dollar; `given` replaces or adds columns."""
    return {
        "BilledCost": "1.0",
        "BillingAccountId": "012345678901",
        "BillingCurrency": "USD",
        "BillingPeriodStart": "2025-10-01T00:00:00Z",
        "BillingPeriodEnd": "2025-11-01T00:00:00Z",
        "ChargeCategory": "Usage",
        "ChargeDescription": "$0.096 per On Demand Linux m5.large Instance Hour",
        "ChargePeriodStart": "2025-10-15T12:00:00Z",
        "ChargePeriodEnd": "2025-10-15T13:00:00Z",
        "ConsumedQuantity": "1",
        "ConsumedUnit": "Hours",
        "EffectiveCost": "1.0",
        "ProviderName": "AWS",
        "RegionId": "us-east-1",
        "ResourceId": "i-1",
        "ResourceType": "instance",
        "ServiceName": "Amazon Elastic Compute Cloud",
        "SubAccountId": "012345678901",
        **given,
    }


def write_csv(
    path: Path, rows: Iterable[Charge], *, names: Sequence[str] = (), version: str = "1.0"
) -> Path:
    """Write `rows` under the columns of `version`, or under `names`; gzip where the name says."""
    header = list(names) or columns(version)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([row.get(name, "") for name in header] for row in rows)
    content = text.getvalue().encode()
    # The hour of packing would make equal rows unequal bytes.
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)
    return path


def write_parquet(
    path: Path, rows: Sequence[Charge], *, version: str = "1.2", own: Sequence[str] = AWS_OWN
) -> Path:
    """Write `rows` as AWS writes them: PascalCase, doubles, milliseconds, maps."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fields = [pa.field(name, _arrow_type(name)) for name in [*columns(version), *own]]
    arrays = [_array([row.get(field.name) for row in rows], field.type) for field in fields]
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), path)
    return path


def _arrow_type(name: str) -> pa.DataType:
    if name == "x_Discounts":
        return pa.map_(pa.string(), pa.float64())
    if name in {"Tags", "SkuPriceDetails", "AllocatedTags"}:
        return pa.map_(pa.string(), pa.string())
    if name.endswith(("Start", "End")):
        return pa.timestamp("ms")
    if name.endswith(("Cost", "Quantity", "UnitPrice")):
        return pa.float64()
    return pa.string()


def _array(values: list[Any], kind: pa.DataType) -> pa.Array:
    if pa.types.is_floating(kind):
        return pa.array([None if value is None else float(value) for value in values], kind)
    if pa.types.is_timestamp(kind):
        texts = [None if value is None else value.rstrip("Z") for value in values]
        return pa.array(texts, pa.string()).cast(kind)
    return pa.array(values, kind)
