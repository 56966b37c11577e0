{#
  Google Cloud's billing lines as FOCUS 1.2 usage. Price reductions among a line's credits lower its cost; what else Google
  credits is a payment, a line of its own beside the use it pays for. Both come summed on their row: nothing is unnested.
#}
with lines as (
    select
        *,
        {# Most lines have no credit: their maps stay closed. #}
        case when credits_amount <> 0 then {{ gcp_price_reductions('credits_by_type') }} else 0 end as price_reductions,
        nullif(location_region, '') as region,
        {# A commitment is a purchase; its seconds are those of the machines that it covers, which have lines of their own. #}
        case
            when cost_type = 'adjustment' and adjustment_info_type = 'USAGE_CORRECTION' and usage_amount <> 0
                then 'usage_correction'
            when cost_type <> 'regular' then cost_type
            when sku_description like 'Commitment%' then 'commitment'
            when x_is_unused_reservation = 'true' then 'unused_reservation'
            when usage_amount is null then 'unmeasured_usage'
            else 'regular'
        end as line_type
    from {{ source('raw', 'gcp_billing') }}
),

{# A line with a payment comes twice, by a join: read from two places, the lines would be written down in between, maps and all. #}
parts as (
    select false as has_payment, true as is_use
    union all
    select true as has_payment, true as is_use
    union all
    select true as has_payment, false as is_use
),

charges as (
    select
        lines.*,
        parts.is_use,
        case when parts.is_use then concat('GCP:', lines.line_type) else 'GCP:credit' end as x_line_item_type,
        case
            when parts.is_use then lines.cost + lines.price_reductions
            else lines.credits_amount - lines.price_reductions
        end as charged
    from lines
    inner join parts
        on
            coalesce(lines.credits_amount <> 0 and lines.credits_amount <> lines.price_reductions, false)
            = parts.has_payment
),

typed as (
    select
        charges.*,
        line_item_types.charge_category,
        line_item_types.charge_class,
        coalesce(line_item_types.consumes, false) as consumes,
        units.consumed_unit,
        units.multiplier
    from charges
    left join {{ ref('line_item_types') }} as line_item_types
        on charges.x_line_item_type = line_item_types.line_item_type
    left join {{ ref('units') }} as units
        on units.provider = 'gcp' and charges.usage_unit = units.source_unit
)

select
    ---------- keys
    slice_id,
    'gcp' as provider,
    billing_account_id,
    coalesce(nullif(project_id, ''), nullif(project_number, ''), billing_account_id) as sub_account_id,
    coalesce(nullif(resource_global_name, ''), nullif(resource_name, '')) as resource_id,
    currency as billing_currency,
    ---------- what
    coalesce(charge_category, 'Unclassified') as charge_category,
    charge_class,
    service_description as service_name,
    coalesce(region, lower(nullif(location_location, '')), 'unknown') as region_id,
    coalesce(consumed_unit, usage_unit) as consumed_unit,
    labels as tags,
    {{ landed_tags_text('labels') }} as tags_text,
    x_line_item_type,
    sku_description as x_usage_type,
    cast(null as string) as x_operation,
    x_machine_spec as x_instance_type,
    cast(null as string) as x_parent_resource_id,
    ---------- how much
    case when consumes and is_use then {{ priced('usage_amount * coalesce(multiplier, 1)') }} end as consumed_quantity,
    cast(null as double) as x_split_usage_ratio,
    cast(null as decimal(38, 12)) as x_split_cost,
    {{ priced('charged') }} as billed_cost,
    {{ priced('charged') }} as effective_cost,
    ---------- when
    usage_start_time as charge_period_start,
    usage_end_time as charge_period_end
from typed
