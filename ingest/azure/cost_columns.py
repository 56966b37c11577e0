"""The raw contract of Azure's cost details: every column and its type.

Belongs here: names and types. Does not: what a file calls a column (cost_headers.py), values.
"""

from __future__ import annotations

from collections.abc import Mapping

_TEXT = """
    account_name account_owner_id availability_zone benefit_id benefit_name billing_account_id
    billing_account_name billing_currency billing_profile_id billing_profile_name charge_type
    consumed_service cost_allocation_rule_name cost_center customer_name customer_tenant_id
    exchange_rate_date frequency invoice_id invoice_section_id invoice_section_name
    is_azure_credit_eligible location meter_category meter_id meter_name meter_region
    meter_sub_category offer_id part_number partner_name plan_name pricing_currency pricing_model
    product_id product_name product_order_id product_order_name publisher_id publisher_name
    publisher_type reservation_id reservation_name resource_group resource_id resource_location
    resource_name resource_type service_family service_info1 service_info2 service_name
    service_period_end_date service_period_start_date service_tier subscription_id
    subscription_name term unit_of_measure
"""
_AMOUNT = """
    cost cost_in_pricing_currency cost_in_usd effective_price exchange_rate_pricing_to_billing
    pay_g_price payg_cost_in_billing_currency payg_cost_in_usd quantity unit_price
"""
_MOMENT = "billing_period_end_date billing_period_start_date usage_date"
_MAP = "additional_info tags"
COST_TYPE, IS_PAIRED = "x_cost_type", "x_is_paired"
SPELLED_REGION = "x_spelled_region"
"""The region as the line spells it, in small letters: read off once here, not by every query."""

TAGS_TEXT = "x_tags_text"
"""The tags as JSON text: queries group by it, and spelling maps line by line costs more."""

PLACES = ("resource_location", "location", "meter_region")
"""Where a line names its region, the first that does."""

MOMENTS = tuple(_MOMENT.split())
MAPS = tuple(_MAP.split())
COLUMNS: Mapping[str, str] = dict(
    sorted(
        {
            **dict.fromkeys(_TEXT.split(), "varchar"),
            **dict.fromkeys(_AMOUNT.split(), "double"),
            **dict.fromkeys(MOMENTS, "timestamp"),
            **dict.fromkeys(MAPS, "map(varchar, varchar)"),
            COST_TYPE: "varchar",
            SPELLED_REGION: "varchar",
            TAGS_TEXT: "varchar",
            IS_PAIRED: "boolean",
        }.items()
    )
)

# Without these no line can be dated, owned, priced or recognised.
MINIMUM = (
    "billing_currency",
    "cost",
    "meter_category",
    "quantity",
    "subscription_id",
    "unit_of_measure",
    "usage_date",
)
NEVER_EMPTY = ("billing_currency", "cost", "usage_date")
