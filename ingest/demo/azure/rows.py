"""Lines of Azure's cost details under a customer agreement, as text; actual and amortized.

Belongs here: the cells of one line. Does not: which lines there are (`bill.py`), files.
"""

import json
from collections.abc import Mapping
from datetime import date

from ingest.demo.azure.agreement import agreement, product, us_date
from ingest.demo.azure.catalogue import METERS
from ingest.demo.azure.columns import COLUMNS
from ingest.demo.azure.needs import Need, Region, Subscription
from ingest.demo.month import Month

Row = dict[str, str]

USD_PER_EUR = 1.16


def line(
    month: Month, day: date, meter_name: str, subscription: Subscription, region: Region,
    quantity: float, cost: float, **cells: str,
) -> Row:  # fmt: skip
    """One line of a day; `quantity` in units of measure, `cost` in EUR; `cells` replace."""
    meter = METERS[meter_name]
    price = cost / quantity if quantity else 0.0
    row = dict.fromkeys(COLUMNS, "") | agreement(month, subscription) | product(meter, region)
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


def number(value: float) -> str:
    """A number without an exponent."""
    return f"{value:.12f}".rstrip("0").rstrip(".")
