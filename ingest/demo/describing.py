"""The columns that describe all lines of a need: where it is, what it is, how it is bought.

Belongs here: describing columns of CUR 2.0. Does not: amounts and costs (`lines.py`).
"""

from ingest.demo import company
from ingest.demo.catalogue import Offer
from ingest.demo.commitments import RESERVATION, SAVINGS_PLAN
from ingest.demo.company import Account, Region
from ingest.demo.needs import Need
from ingest.demo.resources import digest, token

SPOT_SHARE = 0.36
"""What spot costs as a share of the on-demand price."""


def place(need: Need, region: Region, account: Account, resource: str) -> dict[str, object]:
    """Whose resource it is, where, and its tags."""
    wanted = {
        company.TAG_TEAM: need.team,
        company.TAG_ENV: need.env,
    }
    zonal = need.kind in {"instance", "volume"}
    letter = "abc"[int(digest(resource)[:4], 16) % 3]
    return {
        "line_item_usage_account_id": account.account_id,
        "line_item_usage_account_name": account.name,
        "line_item_resource_id": resource,
        "line_item_availability_zone": f"{region.code}{letter}" if zonal else None,
        "resource_tags": {key: value for key, value in wanted.items() if value},
    }


def product(offer: Offer, region: Region) -> dict[str, object]:
    """What is metered, as the price list of the region describes it."""
    usage_type = offer.usage_type.format(p=region.prefix, r=region.code, s=region.short)
    sku = token("sku", usage_type, offer.operation, region.code, length=16).upper()
    family = offer.instance_type.split(".")[0] if offer.instance_type else None
    columns: dict[str, object] = {
        "product_location": "Europe" if offer.is_global else region.location,
        "product_location_type": "AWS Edge Location" if offer.is_global else "AWS Region",
        "product_region_code": None if offer.is_global else region.code,
    }
    columns |= {
        "line_item_product_code": offer.product_code,
        "line_item_usage_type": usage_type,
        "line_item_operation": offer.operation,
        "pricing_unit": offer.unit,
        "pricing_rate_code": f"{sku}.JRTCKXETXF.6YS6EN2CT7",
        "pricing_rate_id": str(int(digest("rate", sku)[:9], 16)),
        "product_sku": sku,
        "bill_billing_entity": "AWS Marketplace" if offer.is_marketplace else "AWS",
        "product_servicecode": offer.product_code,
        "product_product_family": offer.family,
        "product_usagetype": usage_type,
        "product_operation": offer.operation,
        "product_pricing_unit": offer.unit,
        "product_instance_type": offer.instance_type,
        "product_instance_family": offer.details.get("instance_family"),
        "product_instancesku": sku if family else None,
        "product": {"product_name": offer.product_name, "servicename": offer.product_name}
        | ({"instance_type_family": family} if family else {})
        | dict(offer.details),
    }
    return columns


def purchase(need: Need, list_rate: float) -> dict[str, object]:
    """How it is bought; `list_rate` is the on-demand price per unit in the billing currency."""
    line_type, term, share = {
        "on_demand": ("Usage", "OnDemand", 1.0),
        "spot": ("Usage", "Spot", SPOT_SHARE),
        "savings": ("SavingsPlanCoveredUsage", "OnDemand", 1.0),
        "reserved": ("DiscountedUsage", "Reserved", 0.0),
    }[need.purchase]
    rate = f"{list_rate * share:.10f}"
    columns: dict[str, object] = {
        "line_item_line_item_type": line_type,
        "line_item_line_item_description": f"${rate} per {need.offer.unit} - {need.offer.family}",
        "line_item_unblended_rate": rate,
        "line_item_blended_rate": rate,
        "pricing_public_on_demand_rate": f"{list_rate:.10f}",
        "pricing_term": term,
    }
    if need.purchase == "savings":
        columns |= SAVINGS_PLAN
    if need.purchase == "reserved":
        columns |= RESERVATION
    return columns
