"""The raw contract of FOCUS 1.0 to 1.3, and which column of a file is which column of it.

Belongs here: names, types, versions of the Cost and Usage columns, the x_ columns that carbon
needs. Does not: reading a file, or what a column means for carbon; staging decides that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.errors import BadInput

_TEXT = {
    "1.0": """
        AvailabilityZone BillingAccountId BillingAccountName BillingCurrency ChargeCategory
        ChargeClass ChargeDescription ChargeFrequency CommitmentDiscountCategory
        CommitmentDiscountId CommitmentDiscountName CommitmentDiscountStatus CommitmentDiscountType
        ConsumedUnit InvoiceIssuerName PricingCategory PricingUnit ProviderName PublisherName
        RegionId RegionName ResourceId ResourceName ResourceType ServiceCategory ServiceName SkuId
        SkuPriceId SubAccountId SubAccountName
    """,
    "1.1": """
        CapacityReservationId CapacityReservationStatus CommitmentDiscountUnit ServiceSubcategory
        SkuMeter
    """,
    "1.2": "BillingAccountType InvoiceId PricingCurrency SubAccountType",
    "1.3": """
        AllocatedMethodDetails AllocatedMethodId AllocatedResourceId AllocatedResourceName
        ContractApplied HostProviderName ServiceProviderName
    """,
}
_AMOUNT = {
    "1.0": """
        BilledCost ConsumedQuantity ContractedCost ContractedUnitPrice EffectiveCost ListCost
        ListUnitPrice PricingQuantity
    """,
    "1.1": "CommitmentDiscountQuantity",
    "1.2": """
        PricingCurrencyContractedUnitPrice PricingCurrencyEffectiveCost
        PricingCurrencyListUnitPrice
    """,
}
_MOMENT = {"1.0": "BillingPeriodEnd BillingPeriodStart ChargePeriodEnd ChargePeriodStart"}
_MAP = {"1.0": "Tags", "1.1": "SkuPriceDetails", "1.3": "AllocatedTags"}
# Of the providers' own columns: AWS names the usage, Azure the meter, OCI the row that another
# corrects.
_OWN = {
    "x_Discounts": "map(varchar, double)",
    "x_InstanceType": "varchar",
    "x_Operation": "varchar",
    "x_ServiceCode": "varchar",
    "x_PricingUnitDescription": "varchar",
    "x_SkuDescription": "varchar",
    "x_SkuDetails": "map(varchar, varchar)",
    "x_SkuMeterCategory": "varchar",
    "x_SkuMeterName": "varchar",
    "x_SkuMeterSubcategory": "varchar",
    "x_UsageType": "varchar",
    "oci_BackReferenceNumber": "varchar",
    "oci_ReferenceNumber": "varchar",
}
VERSION_COLUMN = "x_focus_version"


def snake_case(name: str) -> str:
    """A FOCUS name as a column of the lake: `SkuPriceId` is `sku_price_id`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _typed(names: Mapping[str, str], kind: str) -> dict[str, str]:
    return {snake_case(name): kind for text in names.values() for name in text.split()}


COLUMNS: Mapping[str, str] = dict(
    sorted(
        {
            **_typed(_TEXT, "varchar"),
            **_typed(_AMOUNT, "double"),
            **_typed(_MOMENT, "timestamp"),
            **_typed(_MAP, "map(varchar, varchar)"),
            **{snake_case(name): kind for name, kind in _OWN.items()},
            VERSION_COLUMN: "varchar",
        }.items()
    )
)

_SINCE = {
    snake_case(name): version
    for names in (_TEXT, _AMOUNT, _MOMENT, _MAP)
    for version, text in names.items()
    for name in text.split()
}

# Without these no charge can be dated, owned, priced or recognised.
_MINIMUM = (
    "BilledCost",
    "BillingAccountId",
    "BillingCurrency",
    "BillingPeriodStart",
    "ChargeCategory",
    "ChargePeriodStart",
    "EffectiveCost",
    "ServiceName",
)
_PROVIDERS = ("ProviderName", "ServiceProviderName")
NEVER_EMPTY = (
    "billed_cost",
    "billing_currency",
    "billing_period_start",
    "charge_period_start",
    "effective_cost",
)
_BY_NORMAL_NAME = {column.replace("_", ""): column for column in COLUMNS}


@dataclass(frozen=True)
class Header:
    """Which columns of a file count: `columns` maps those of the lake to the file's own names."""

    columns: Mapping[str, str]
    version: str


def read_header(names: Sequence[str], *, name: str, place: str) -> Header:
    """Recognise the columns of a file; `name` and `place` are for messages.

    PascalCase, lower case and snake_case are the same name. Columns that FOCUS does not know are
    left out.

    Raises:
        BadInput: no FOCUS file: a column that no charge can do without is missing or twice there.
    """
    columns: dict[str, str] = {}
    for own in names:
        column = _BY_NORMAL_NAME.get(own.strip().replace("_", "").lower())
        if column is None or column == VERSION_COLUMN:
            continue
        if column in columns:
            problem = f"{columns[column]!r} and {own!r} are the same column"
            raise BadInput(name, place, problem, "Export each column once")
        columns[column] = own
    absent = [one for one in _MINIMUM if snake_case(one) not in columns]
    if not any(snake_case(one) in columns for one in _PROVIDERS):
        absent.append(" or ".join(_PROVIDERS))
    if absent:
        raise BadInput(
            name,
            place,
            f"promised columns are missing: {', '.join(absent)}",
            "Export FOCUS 1.0 or newer (Cost and Usage) with these columns",
        )
    return Header(columns, max(_SINCE.get(column, "1.0") for column in columns))
