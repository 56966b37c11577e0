{# AWS line items as FOCUS 1.2 usage, of both kinds of report. Which cost a line type carries is a row of `line_item_types`. #}
with delivered as (
    {# The door lands both under one contract, in one order of columns. #}
    select * from {{ source('raw', 'aws_cur2') }}
    union all
    select * from {{ source('raw', 'aws_cur') }}
),

line_items as (
    select
        *,
        {# A fee that names a reservation is its upfront price, which the covered usage already carries. #}
        {# A pod or task is a share of its node, whose own line carries cost and use. #}
        case
            when split_line_item_parent_resource_id <> '' then 'SplitUsage'
            when line_item_line_item_type = 'Usage' and capacity_reservation_capacity_reservation_status = 'Unused' then 'UnusedCapacity'
            when line_item_line_item_type = 'Fee' and reservation_reservation_a_r_n <> '' then 'ReservationUpfrontFee'
            else line_item_line_item_type
        end as x_line_item_type
    from delivered
),

typed as (
    select
        line_items.*,
        line_item_types.charge_category,
        line_item_types.charge_class,
        coalesce(line_item_types.effective_cost_rule, 'unblended') as effective_cost_rule,
        coalesce(line_item_types.consumes, false) as consumes,
        units.consumed_unit,
        units.multiplier
    from line_items
    left join {{ ref('line_item_types') }} as line_item_types
        on line_items.x_line_item_type = line_item_types.line_item_type
    left join {{ ref('units') }} as units
        on units.provider = 'aws' and line_items.pricing_unit = units.source_unit
),

costed as (
    select
        *,
        {{ aws_effective_cost() }} as unrounded_effective_cost
    from typed
)

select
    ---------- keys
    slice_id,
    'aws' as provider,
    bill_payer_account_id as billing_account_id,
    line_item_usage_account_id as sub_account_id,
    nullif(line_item_resource_id, '') as resource_id,
    line_item_currency_code as billing_currency,
    ---------- what
    coalesce(charge_category, 'Unclassified') as charge_category,
    charge_class,
    {# A marketplace product has a code of its own, which no list can know; its seller's catalogue it is. #}
    case
        when bill_billing_entity = 'AWS Marketplace' then 'AWSMarketplace/' || line_item_product_code
        else line_item_product_code
    end as service_name,
    coalesce(
        nullif(product_region_code, ''),
        nullif(regexp_extract(line_item_availability_zone, '^(.*[0-9])[a-z]$', 1), ''),
        'unknown'
    ) as region_id,
    coalesce(consumed_unit, pricing_unit) as consumed_unit,
    resource_tags as tags,
    {{ tags_as_text('resource_tags') }} as tags_text,
    x_line_item_type,
    line_item_usage_type as x_usage_type,
    line_item_operation as x_operation,
    nullif(product_instance_type, '') as x_instance_type,
    nullif(split_line_item_parent_resource_id, '') as x_parent_resource_id,
    ---------- how much
    case when consumes then {{ priced('line_item_usage_amount * coalesce(multiplier, 1)') }} end as consumed_quantity,
    split_line_item_split_usage_ratio as x_split_usage_ratio,
    {{ printed('coalesce(split_line_item_net_split_cost, split_line_item_split_cost)') }} as x_split_cost,
    {{ printed('line_item_unblended_cost') }} as billed_cost,
    {{ printed('unrounded_effective_cost') }} as effective_cost,
    ---------- when
    {# A line that names no time of its own belongs to its billing period. #}
    coalesce(line_item_usage_start_date, bill_billing_period_start_date) as charge_period_start,
    line_item_usage_end_date as charge_period_end
from costed
