{#
  The only model that reads line items: here usage meets the hour, once. It groups lines to day x resource x usage key
  x tags and keeps the quantity weighted with the hour's intensity; rates are multiplied later, on the small table.
#}
{{ config(materialized='incremental', incremental_strategy=slice_strategy(), on_schema_change='fail') }}
{% set usage_key = ['provider', 'service_name', 'region_id', 'x_usage_type', 'x_operation', 'x_instance_type',
                    'consumed_unit', 'charge_category', 'x_line_item_type', 'billing_currency'] %}
{% set slices = slices_to_build() %}

with lines as (
    select
        slice_id,
        {{ usage_key | join(', ') }},
        sub_account_id,
        resource_id,
        x_parent_resource_id,
        tags_text,
        cast(charge_period_start as date) as usage_date,
        {{ hour_of('charge_period_start') }} as hour_at,
        {{ hours_spanned('charge_period_start', 'charge_period_end') }} as hours_spanned,
        consumed_quantity,
        billed_cost,
        effective_cost,
        x_split_usage_ratio,
        x_split_cost
    from {{ ref('int_usage_unioned') }}
    where {{ in_slices(slices) }}
),

{# Lines longer than an hour keep their span, to take the mean of its hours once they are few. #}
met as (
    select
        lines.*,
        regions.em_zone,
        case when lines.hours_spanned > 1 then lines.hour_at end as span_start_at,
        case when lines.hours_spanned > 1 then lines.hours_spanned end as span_hours,
        case when lines.hours_spanned = 1 then cast(hours.intensity_gco2e_per_kwh as double) end as intensity
    from lines
    left join {{ ref('int_region_codes') }} as regions
        on lines.provider = regions.provider and lines.region_id = regions.region_code
    left join {{ ref('int_zone_hours') }} as hours
        on regions.em_zone = hours.em_zone and lines.hour_at = hours.hour_at
),

grouped as (
    select
        slice_id,
        usage_date,
        {{ usage_key | reject('equalto', 'charge_category') | join(', ') }},
        sub_account_id,
        resource_id,
        x_parent_resource_id,
        tags_text,
        span_start_at,
        span_hours,
        {# What follows from a key, a category from the line type and a zone from the region, is taken along unhashed. #}
        any_value(charge_category) as charge_category,
        any_value(em_zone) as em_zone,
        sum(consumed_quantity) as consumed_quantity,
        sum(case when intensity is not null then consumed_quantity end) as consumed_quantity_hourly,
        sum({{ priced('consumed_quantity * intensity') }}) as consumed_quantity_x_gco2e_per_kwh,
        sum(billed_cost) as billed_cost,
        sum(effective_cost) as effective_cost,
        sum({{ priced('x_split_usage_ratio * hours_spanned') }}) as split_node_hours,
        sum(x_split_cost) as split_cost,
        count(*) as line_item_count
    from met
    group by all
),

spans as (
    select distinct em_zone, span_start_at, span_hours from grouped where span_hours is not null
),

span_hours_met as (
    {{ stepped_rows('spans', 'span_start_at', hours_after('span_start_at', 'span_hours - 1'), "interval '1' hour", 'hour_at') }}
),

span_intensities as (
    select
        spans.em_zone,
        spans.span_start_at,
        spans.span_hours,
        cast(avg({{ priced('hours.intensity_gco2e_per_kwh') }}) as double) as intensity
    from span_hours_met as spans
    inner join {{ ref('int_zone_hours') }} as hours
        on spans.em_zone = hours.em_zone and spans.hour_at = hours.hour_at
    group by spans.em_zone, spans.span_start_at, spans.span_hours
),

{# Tags sort their keys here, on distinct texts: per line it would double the cost of the whole model. #}
owner_keys as (
    select tags_text, {{ sorted_tags('tags_text') }} as owner_key
    from (select distinct tags_text from grouped) as tag_texts
),

{# Groups that differ in the order of their tags or in their span alone stay apart: to meet they would all be hashed again. #}
weighed as (
    select
        grouped.*,
        owner_keys.owner_key,
        case
            when spans.intensity is null then grouped.consumed_quantity_hourly else grouped.consumed_quantity
        end as quantity_hourly,
        coalesce(
            grouped.consumed_quantity_x_gco2e_per_kwh,
            {{ priced('grouped.consumed_quantity * spans.intensity') }}
        ) as quantity_x_gco2e_per_kwh
    from grouped
    inner join owner_keys on grouped.tags_text = owner_keys.tags_text
    left join span_intensities as spans
        on
            grouped.em_zone = spans.em_zone
            and grouped.span_start_at = spans.span_start_at
            and grouped.span_hours = spans.span_hours
)

select
    weighed.slice_id,
    versions.build_key,
    usage_date,
    {{ surrogate_key(usage_key) }} as usage_key,
    {{ surrogate_key(['provider', 'sub_account_id', 'resource_id', 'owner_key']) }} as owner_id,
    {{ usage_key | join(', ') }},
    sub_account_id,
    resource_id,
    x_parent_resource_id,
    owner_key,
    {{ priced('consumed_quantity') }} as consumed_quantity,
    {{ priced('quantity_hourly') }} as consumed_quantity_hourly,
    {{ priced('quantity_x_gco2e_per_kwh') }} as consumed_quantity_x_gco2e_per_kwh,
    {{ priced('billed_cost') }} as billed_cost,
    {{ priced('effective_cost') }} as effective_cost,
    {{ priced('split_node_hours') }} as split_node_hours,
    {{ priced('split_cost') }} as split_cost,
    cast(line_item_count as bigint) as line_item_count
from weighed
inner join {{ ref('stg_lake__slice_versions') }} as versions
    on weighed.slice_id = versions.slice_id and versions.model = 'int_usage_daily'
