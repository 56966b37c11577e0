"""The raw contract of Google Cloud's billing export, standard and detailed: records flattened.

Labels and tags of a line are one map, its credits a sum and a map by type: what a query could
multiply by unnesting is settled here, row by row, in exact decimals. Names inside a credit and
the origin of a tag stay in the kept bytes.
Belongs here: names and types. Does not: reading.
"""

from __future__ import annotations

_AMOUNT = "decimal(38, 12)"
_TEXTS = "map(varchar, varchar)"

COLUMNS: dict[str, str] = {
    "billing_account_id": "varchar",
    "service_id": "varchar",
    "service_description": "varchar",
    "sku_id": "varchar",
    "sku_description": "varchar",
    "usage_start_time": "timestamp",
    "usage_end_time": "timestamp",
    "project_id": "varchar",
    "project_number": "varchar",
    "project_name": "varchar",
    "project_ancestry_numbers": "varchar",
    "project_labels": _TEXTS,
    "labels": _TEXTS,
    "x_tags_text": "varchar",
    "system_labels": _TEXTS,
    "x_machine_spec": "varchar",
    "x_is_unused_reservation": "varchar",
    "location_location": "varchar",
    "location_country": "varchar",
    "location_region": "varchar",
    "location_zone": "varchar",
    "resource_name": "varchar",
    "resource_global_name": "varchar",
    "export_time": "timestamp",
    "cost": _AMOUNT,
    "cost_at_list": _AMOUNT,
    "cost_at_effective_price_default": _AMOUNT,
    "cost_at_list_consumption_model": _AMOUNT,
    "currency": "varchar",
    "currency_conversion_rate": "double",
    "usage_amount": "double",
    "usage_unit": "varchar",
    "usage_amount_in_pricing_units": "double",
    "usage_pricing_unit": "varchar",
    "credits_amount": _AMOUNT,
    "credits_by_type": f"map(varchar, {_AMOUNT})",
    "invoice_month": "varchar",
    "invoice_publisher_type": "varchar",
    "cost_type": "varchar",
    "adjustment_info_id": "varchar",
    "adjustment_info_description": "varchar",
    "adjustment_info_mode": "varchar",
    "adjustment_info_type": "varchar",
    "transaction_type": "varchar",
    "seller_name": "varchar",
    "subscription_instance_id": "varchar",
    "consumption_model_id": "varchar",
    "consumption_model_description": "varchar",
    "price_effective_price": "double",
    "price_list_price": "double",
}

LISTS: dict[str, tuple[str, ...]] = {
    "project_labels": ("project_labels",),
    # Tags are labels that come from the organisation: whoever owns a line reads both.
    "labels": ("labels", "tags"),
    "system_labels": ("system_labels",),
}
"""Maps of the contract, and the repeated fields of keys and values that each is made of."""

SYSTEM_LABELS = {
    "x_machine_spec": "compute.googleapis.com/machine_spec",
    "x_is_unused_reservation": "compute.googleapis.com/is_unused_reservation",
}
"""System labels that every query asks for, in columns of their own: opening maps costs more."""

TAGS_TEXT = "x_tags_text"
"""The labels as JSON text: queries group by it, and spelling maps line by line costs more."""

CREDITS = "credits"
CREDIT_WITHOUT_TYPE = "UNKNOWN"

MINIMUM = (
    "billing_account_id",
    "service_description",
    "sku_description",
    "usage_start_time",
    "usage_end_time",
    "cost",
    "currency",
    "usage_amount",
    "usage_unit",
    CREDITS,
)
"""Without these a line has no cost, no month or no use: every export of the table holds them."""

NEVER_EMPTY = ("usage_start_time", "cost", "currency")

TOP_LEVEL = (
    "billing_account_id",
    "service",
    "sku",
    "usage_start_time",
    "usage_end_time",
    "project",
    "labels",
    "system_labels",
    "tags",
    "location",
    "resource",
    "export_time",
    "cost",
    "currency",
    "currency_conversion_rate",
    "usage",
    "credits",
    "invoice",
    "cost_type",
    "adjustment_info",
    "transaction_type",
    "seller_name",
    "subscription",
    "cost_at_list",
    "cost_at_effective_price_default",
    "cost_at_list_consumption_model",
    "price",
    "consumption_model",
)
"""The columns of the table that are asked for, by name; newer ones may lack, others are left."""

MINIMUM_TOP_LEVEL = (
    "billing_account_id",
    "service",
    "sku",
    "usage_start_time",
    "usage_end_time",
    "export_time",
    "cost",
    "currency",
    "usage",
    CREDITS,
)
"""What makes a table the billing export."""
