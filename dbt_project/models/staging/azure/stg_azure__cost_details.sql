{#
  Azure cost details, actual and amortized, as FOCUS 1.2 usage. Where a month has both, actual lines give the billed cost
  and amortized ones all else; where it has one, its lines give both. What a charge is is a row of `line_item_types`.
#}
with charges as (
    select
        *,
        lower(coalesce(charge_type, 'Usage')) as charge,
        additional_info['ServiceType'] as service_type,
        coalesce(lower(pricing_model) in ('reservation', 'savingsplan'), false) as is_committed,
        x_cost_type = 'actual' and x_is_paired as is_only_billed
    from {{ source('raw', 'azure_cost') }}
),

named as (
    select
        *,
        {# Most lines are use: the first question settles them. #}
        case
            when charge = 'usage' then 'AZURE:Usage'
            when charge = 'purchase' and (is_committed or benefit_id is not null or reservation_id is not null)
                then 'AZURE:CommitmentPurchase'
            when charge = 'refund' and (is_committed or benefit_id is not null or reservation_id is not null)
                then 'AZURE:CommitmentRefund'
            when charge = 'unusedreservation' then 'AZURE:UnusedReservation'
            when charge = 'unusedsavingsplan' then 'AZURE:UnusedSavingsPlan'
            else concat('AZURE:', charge_type)
        end as x_line_item_type
    from charges
),

{# A region is spelled in small letters, with or without spaces, and in a dozen short forms. #}
regions as (
    select lower(alias) as spelled_region, min(region_id) as region_id
    from {{ ref('cloud_region_aliases') }}
    where provider = 'azure' and kind = 'location_name'
    group by lower(alias)
),

typed as (
    select
        named.*,
        line_item_types.charge_category,
        line_item_types.charge_class,
        coalesce(line_item_types.consumes, false) as consumes,
        units.consumed_unit,
        units.multiplier,
        coalesce(regions.region_id, nullif(replace(named.x_spelled_region, ' ', ''), 'unassigned'), 'unknown') as region_id
    from named
    left join {{ ref('line_item_types') }} as line_item_types
        on named.x_line_item_type = line_item_types.line_item_type
    left join {{ ref('units') }} as units
        on units.provider = 'azure' and named.unit_of_measure = units.source_unit
    left join regions
        on named.x_spelled_region = regions.spelled_region
)

select
    ---------- keys
    slice_id,
    'azure' as provider,
    coalesce(billing_account_id, subscription_id) as billing_account_id,
    coalesce(lower(subscription_id), billing_account_id, 'unknown') as sub_account_id,
    lower(resource_id) as resource_id,
    billing_currency,
    ---------- what
    coalesce(charge_category, 'Unclassified') as charge_category,
    charge_class,
    coalesce(meter_category, 'unknown') as service_name,
    region_id,
    coalesce(consumed_unit, unit_of_measure) as consumed_unit,
    tags,
    {{ landed_tags_text('tags') }} as tags_text,
    x_line_item_type,
    {{ azure_usage_type('meter_sub_category', 'meter_name') }} as x_usage_type,
    product_name as x_operation,
    service_type as x_instance_type,
    cast(null as string) as x_parent_resource_id,
    ---------- how much
    case
        when consumes and not is_only_billed then {{ priced('quantity * coalesce(multiplier, 1)') }}
    end as consumed_quantity,
    cast(null as double) as x_split_usage_ratio,
    cast(null as decimal(38, 12)) as x_split_cost,
    {# Amortized cost prices covered usage, which no invoice bills: its purchase was billed. #}
    case
        when x_cost_type = 'actual' then {{ printed('cost') }}
        when x_is_paired or is_committed then {{ priced('0') }}
        else {{ printed('cost') }}
    end as billed_cost,
    case when is_only_billed then {{ priced('0') }} else {{ printed('cost') }} end as effective_cost,
    ---------- when
    usage_date as charge_period_start,
    {{ next_day('usage_date') }} as charge_period_end
from typed
