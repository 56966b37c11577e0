"""The cells of a line that tell the agreement and the product, the same on every day.

Belongs here: account, invoice, subscription, meter. Does not: use and cost (`rows.py`).
"""

from datetime import date, timedelta

from ingest.demo.azure.catalogue import Meter
from ingest.demo.azure.needs import Region, Subscription
from ingest.demo.month import Month
from ingest.demo.resources import digest, uuid

CURRENCY = "EUR"
_PROFILE, _TENANT = "LMNF-BG-PRO", uuid("tenant", "lumenfold")
BILLING_ACCOUNT = f"{_TENANT}:{uuid('agreement', 'lumenfold')}_2019-05-31"


def us_date(day: date) -> str:
    """A date as these exports write it."""
    return f"{day:%m/%d/%Y}"


def agreement(month: Month, subscription: Subscription) -> dict[str, str]:
    """Who is billed, for which month, in which money."""
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


def product(meter: Meter, region: Region) -> dict[str, str]:
    """What is metered, and where."""
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
