{#
  The physical estimate, always as if computed today: what each resource used in a day, at the rates in force, with its
  owner. Low and high are bounds of the coefficients, not a confidence interval.
#}
{{ config(materialized='incremental', incremental_strategy=slice_strategy(), on_schema_change='fail') }}
{% set slices = slices_to_build() %}
{% set grain = ['usage_date', 'slice_id', 'build_key', 'provider', 'sub_account_id', 'region_id', 'service_name', 'resource_id',
                'resource_kind', 'charge_category', 'owner_key', 'team_id', 'attribution_rule_id', 'evidence_tier',
                'intensity_level', 'boundary', 'market_basis', 'is_market_complete', 'fallback', 'no_emission_reason',
                'carbon_bucket', 'consumed_unit', 'billing_currency', 'factor_set_id'] %}

with measured as (
    select
        usage.usage_date,
        usage.slice_id,
        versions.build_key,
        usage.provider,
        usage.sub_account_id,
        rates.region_id,
        usage.service_name,
        usage.resource_id,
        rates.resource_kind,
        usage.charge_category,
        usage.owner_key,
        owners.team_id,
        owners.attribution_rule_id,
        rates.evidence_tier,
        rates.intensity_level,
        rates.boundary,
        rates.market_basis,
        rates.is_market_complete,
        rates.fallback,
        rates.no_emission_reason,
        rates.carbon_bucket,
        usage.consumed_unit,
        usage.billing_currency,
        rates.factor_set_id,
        usage.consumed_quantity,
        usage.billed_cost,
        usage.effective_cost,
        usage.line_item_count,
        {{ energy_measures('usage', 'rates') }}
    from {{ ref('int_usage_allocated') }} as usage
    inner join {{ ref('stg_lake__slice_versions') }} as versions
        on usage.slice_id = versions.slice_id and versions.model = 'fct_resource_estimates_daily'
    left join {{ ref('int_usage_rated') }} as rates
        on
            usage.usage_key = rates.usage_key
            and {{ month_of('usage.usage_date') }} = rates.activity_month
    left join {{ ref('int_owners_resolved') }} as owners
        on
            usage.owner_id = owners.owner_id
            and usage.usage_date >= owners.starts_on
            and usage.usage_date < owners.ends_on
    where {{ in_slices(slices, 'usage.slice_id') }}
)

select
    {{ grain | join(', ') }},
    {% for column in estimate_columns() %}
        {{ measured('sum(' ~ column ~ ')') }} as {{ column }},
    {% endfor %}
    {{ priced('sum(consumed_quantity)') }} as consumed_quantity,
    {{ priced('sum(billed_cost)') }} as billed_cost,
    {{ priced('sum(effective_cost)') }} as effective_cost,
    cast(sum(line_item_count) as bigint) as line_item_count
from measured
group by {{ grain | join(', ') }}
