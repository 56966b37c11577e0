"""Lines of Azure's cost details under a customer agreement, as text; actual and amortized.

Belongs here: the cells of one line. Does not: which lines there are (`bill.py`), files.
"""

import json
from collections.abc import Mapping
from datetime import date, timedelta

from ingest.demo.azure.catalogue import METERS, Meter
from ingest.demo.azure.columns import COLUMNS
from ingest.demo.azure.needs import NETHERLANDS, Need, Region, Subscription
from ingest.demo.month import Month
from ingest.demo.resources import digest, uuid

Row = dict[str, str]

CURRENCY = "EUR"
USD_PER_EUR = 1.16
_PROFILE, _TENANT = "LMNF-BG-PRO", uuid("tenant", "lumenfold")
BILLING_ACCOUNT = f"{_TENANT}:{uuid('agreement', 'lumenfold')}_2019-05-31"


def line(
    month: Month, day: date, meter_name: str, subscription: Subscription, region: Region,
    quantity: float, cost: float, **cells: str,
) -> Row:  # fmt: skip
    """One line of a day; `quantity` in units of measure, `cost` in EUR; `cells` replace."""
    meter = METERS[meter_name]
    price = cost / quantity if quantity else 0.0
    row = dict.fromkeys(COLUMNS, "") | _agreement(month, subscription) | _product(meter, region)
    amounts = {
        "date": us_date(day),
        "quantity": number(quantity),
        "effectivePrice": number(price),
        "unitPrice": number(meter.price),
        "PayGPrice": number(meter.price),
        "costInBillingCurrency": number(cost),
        "costInPricingCurrency": number(cost),
        "costInUsd": number(cost * USD_PER_EUR),
        "paygCostInBillingCurrency": number(quantity * meter.price),
        "paygCostInUsd": number(quantity * meter.price * USD_PER_EUR),
    }
    return row | amounts | cells


def of_need(need: Need) -> dict[str, str]:
    """The cells that name a resource: its id, group, tags and size."""
    size = METERS[need.meter].size
    about = {"ServiceType": size} if size else {}
    cells = {
        "ResourceId": resource_id(need),
        "resourceGroupName": need.group,
        "tags": pairs(need.tags),
    }
    return cells | ({"additionalInfo": json.dumps(about)} if about else {})


def resource_id(need: Need) -> str:
    """The id of a resource as Azure spells it."""
    group = f"/subscriptions/{need.subscription.subscription_id}/resourceGroups/{need.group}"
    return f"{group}/providers/{need.kind}/{need.name}"


def pairs(tags: Mapping[str, str]) -> str:
    """Tags as cost details write them: JSON without its braces."""
    return json.dumps(dict(tags)).strip("{}")


def us_date(day: date) -> str:
    """A date as these exports write it."""
    return f"{day:%m/%d/%Y}"


def number(value: float) -> str:
    """A number without an exponent."""
    return f"{value:.12f}".rstrip("0").rstrip(".")


def _agreement(month: Month, subscription: Subscription) -> Row:
    start, last = month.start.date(), month.end.date() - timedelta(days=1)
    section = digest("section", subscription.section)[:10].upper()
    return {
        "invoiceId": f"G{int(digest('invoice', month.period)[:7], 16):09d}",
        "billingAccountId": BILLING_ACCOUNT,
        "billingAccountName": "Lumenfold GmbH (fictional)",
        "billingProfileId": _PROFILE,
        "billingProfileName": "Lumenfold",
        "invoiceSectionId": f"{section[:4]}-{section[4:8]}-PJA-PGB",
        "invoiceSectionName": subscription.section,
        "billingPeriodStartDate": us_date(start),
        "billingPeriodEndDate": us_date(last),
        "servicePeriodStartDate": us_date(start),
        "servicePeriodEndDate": us_date(last),
        "SubscriptionId": subscription.subscription_id,
        "subscriptionName": subscription.name,
        "chargeType": "Usage",
        "billingCurrency": CURRENCY,
        "pricingCurrency": CURRENCY,
        "exchangeRatePricingToBilling": "1",
        "isAzureCreditEligible": "True",
        "frequency": "UsageBased",
        "pricingModel": "OnDemand",
        "provider": "Azure",
        "publisherType": "Azure",
        "publisherName": "Microsoft",
    }


def _product(meter: Meter, region: Region = NETHERLANDS) -> Row:
    words = (meter.category, meter.sub_category, meter.name, region.meter_region)
    return {
        "serviceFamily": meter.family,
        "consumedService": meter.provider,
        "meterId": uuid("meter", *words),
        "meterName": meter.name,
        "meterCategory": meter.category,
        "meterSubCategory": meter.sub_category,
        "meterRegion": region.meter_region,
        "ProductId": digest("product", *words)[:13].upper(),
        "ProductName": " - ".join(word for word in words if word),
        "resourceLocation": region.location,
        "location": region.meter_region,
        "unitOfMeasure": meter.unit_of_measure,
    }
