"""Bill lines that ask for physical sense: all that a catalogue knows, and what none does.

Belongs here: lines. Does not: what must come of them.
"""

from __future__ import annotations

from datetime import datetime

from tests.bills import Row, instance, line
from tests.own_factors import SeedRow, seed

OCTOBER = datetime(2025, 10, 1)
MADE_UP_ACCOUNT = "999999999999"
MADE_UP_TEAM = "made_up"


def catalogue() -> list[Row]:
    """A thousand of every AWS instance type for an hour: their kWh are the watts of one.

    In us-east-1, resource `i-<type>`.
    """
    types = (row for row in seed("instance_types") if row["provider"] == "aws")
    return [instance(row["instance_type"], amount=1000) for row in types]


def regions() -> list[Row]:
    """A thousand m5.large for an hour in every AWS region, resource `r-<region>`."""
    known = (row["region_id"] for row in seed("cloud_regions") if row["provider"] == "aws")
    return [
        instance(
            "m5.large",
            amount=1000,
            product_region_code=region,
            line_item_resource_id=f"r-{region}",
        )
        for region in known
    ]


def stored() -> list[Row]:
    """1,000 GB-months of each storage class that AWS bills so, resource `s-<class>`."""
    kinds: dict[str, SeedRow] = {}
    for row in seed("service_resource_kinds"):
        if row["provider"] == "aws" and row["energy_model"] == "storage" and not row["copies"]:
            kinds.setdefault(row["storage_class"], row)
    return [
        line(
            kind["usage_type_pattern"].replace("*", "ByteHrs"),
            at=OCTOBER,
            hours=744,
            amount=1000,
            line_item_product_code=kind["service_code"],
            line_item_operation="",
            line_item_resource_id=f"s-{storage_class}",
            pricing_unit="GB-Mo",
        )
        for storage_class, kind in kinds.items()
    ]


def money() -> list[Row]:
    """Lines that are money only: tax, credits, discounts and the like, resource `money-<type>`."""
    types = [row for row in seed("line_item_types") if row["emission_rule"] == "none"]
    return [
        line(
            "USW2-BoxUsage:p5.48xlarge",
            at=OCTOBER,
            hours=744,
            amount=7,
            cost=-5,
            line_item_line_item_type=row["line_item_type"],
            line_item_resource_id=f"money-{row['line_item_type']}",
            product_region_code="us-west-2",
        )
        for row in types
        if row["line_item_type"] != "ReservationUpfrontFee"
    ]


def made_up() -> list[Row]:
    """A thousand hours of what nobody sells, resource `made-up-<what>`."""
    return [
        _made_up("region", "BoxUsage:m5.large", product_region_code="xx-atlantis-1"),
        _made_up("accelerator", "BoxUsage:p99.48xlarge", product_instance_type="p99.48xlarge"),
        _made_up("instance", "BoxUsage:zz9.4xlarge", product_instance_type="zz9.4xlarge"),
        _made_up("size", "BoxUsage:zz9.enormous", product_instance_type="zz9.enormous"),
        _made_up("service", "Portals", line_item_product_code="AmazonTimeTravel"),
        _made_up("line_type", "BoxUsage:m5.large", line_item_line_item_type="Tribute"),
        _made_up("currency", "BoxUsage:m5.large", line_item_currency_code="XTS"),
    ]


def _made_up(what: str, usage_type: str, **columns: object) -> Row:
    own = {
        "line_item_usage_account_id": MADE_UP_ACCOUNT,
        "line_item_resource_id": f"made-up-{what}",
        "resource_tags": {"user_team": MADE_UP_TEAM},
    }
    return line(usage_type, amount=1000) | own | columns
