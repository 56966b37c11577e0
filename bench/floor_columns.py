"""What the floor query reads of each kind of landed bill: one `select` each, of the same columns.

The columns are those that `int_usage_daily` reads through the staging views: first its keys, then
what it sums; `other` are columns that staging only looks into. Nothing is looked up or reckoned.
Belongs here: columns. Does not: grouping and running (`floor.py`).
"""

from __future__ import annotations

from collections.abc import Mapping

KEYS = (
    "filename", "usage_date", "service", "region", "usage_type", "operation", "instance_type",
    "unit", "line_type", "currency", "sub_account", "resource", "parent", "tags_text",
)  # fmt: skip
SUMS = ("usage_amount", "billed_cost", "effective_cost", "split_ratio", "split_cost")
ENDS_AT = "ends_at"
OTHER = "other"

_AWS = """
select
    filename,
    cast(line_item_usage_start_date as date) as usage_date,
    line_item_product_code as service,
    coalesce(product_region_code, line_item_availability_zone) as region,
    line_item_usage_type as usage_type,
    line_item_operation as operation,
    product_instance_type as instance_type,
    pricing_unit as unit,
    line_item_line_item_type as line_type,
    line_item_currency_code as currency,
    line_item_usage_account_id as sub_account,
    line_item_resource_id as resource,
    split_line_item_parent_resource_id as parent,
    cast(to_json(resource_tags) as varchar) as tags_text,
    cast(line_item_usage_amount as decimal(38, 12)) as usage_amount,
    cast(line_item_unblended_cost as decimal(38, 12)) as billed_cost,
    cast(coalesce(
        savings_plan_net_savings_plan_effective_cost,
        savings_plan_savings_plan_effective_cost,
        savings_plan_total_commitment_to_date - savings_plan_used_commitment,
        reservation_net_effective_cost,
        reservation_effective_cost,
        reservation_net_unused_amortized_upfront_fee_for_billing_period,
        reservation_unused_amortized_upfront_fee_for_billing_period,
        reservation_net_unused_recurring_fee,
        reservation_unused_recurring_fee,
        line_item_net_unblended_cost,
        line_item_unblended_cost
    ) as decimal(38, 12)) as effective_cost,
    cast(split_line_item_split_usage_ratio as decimal(38, 12)) as split_ratio,
    cast(coalesce(split_line_item_net_split_cost, split_line_item_split_cost)
        as decimal(38, 12)) as split_cost,
    coalesce(line_item_usage_end_date, bill_billing_period_start_date) as ends_at,
    coalesce(reservation_reservation_a_r_n, bill_billing_entity) as other
from read_parquet($aws_cur2, filename = true)
"""

_GCP = """
select
    filename,
    cast(usage_start_time as date) as usage_date,
    service_description as service,
    coalesce(location_region, location_location) as region,
    sku_description as usage_type,
    cast(null as varchar) as operation,
    x_machine_spec as instance_type,
    usage_unit as unit,
    cost_type as line_type,
    currency,
    coalesce(project_id, project_number, billing_account_id) as sub_account,
    coalesce(resource_global_name, resource_name) as resource,
    cast(null as varchar) as parent,
    x_tags_text as tags_text,
    cast(usage_amount as decimal(38, 12)) as usage_amount,
    cost as billed_cost,
    cost + credits_amount as effective_cost,
    cast(null as decimal(38, 12)) as split_ratio,
    cast(null as decimal(38, 12)) as split_cost,
    usage_end_time as ends_at,
    case when credits_by_type is null then adjustment_info_type else 'credited' end as other
from read_parquet($gcp_billing, filename = true)
"""

_AZURE = """
select
    filename,
    cast(usage_date as date) as usage_date,
    meter_category as service,
    x_spelled_region as region,
    concat(meter_sub_category, '/', meter_name) as usage_type,
    product_name as operation,
    additional_info['ServiceType'] as instance_type,
    unit_of_measure as unit,
    charge_type as line_type,
    billing_currency as currency,
    coalesce(subscription_id, billing_account_id) as sub_account,
    resource_id as resource,
    cast(null as varchar) as parent,
    x_tags_text as tags_text,
    cast(quantity as decimal(38, 12)) as usage_amount,
    cast(case when x_cost_type = 'actual' then cost end as decimal(38, 12)) as billed_cost,
    cast(case when x_is_paired then cost end as decimal(38, 12)) as effective_cost,
    cast(null as decimal(38, 12)) as split_ratio,
    cast(null as decimal(38, 12)) as split_cost,
    usage_date as ends_at,
    coalesce(benefit_id, reservation_id, pricing_model) as other
from read_parquet($azure_cost, filename = true)
"""

SELECTS: Mapping[str, str] = {"aws_cur2": _AWS, "gcp_billing": _GCP, "azure_cost": _AZURE}
"""By kind of source; `$kind` stands for its files."""
