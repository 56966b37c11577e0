{#
  The physical estimate, always as if computed today: what each resource used in a day, at the rates in force, with its
  owner. Machines draw by the CPU utilisation measured on them that day, else by the default. Low and high are bounds of the
  coefficients, not a confidence interval.
#}
{{ config(materialized='incremental', incremental_strategy=slice_strategy(), on_schema_change='fail') }}
{% set slices = slices_to_build() %}
{% set grain = ['usage_date', 'slice_id', 'provider', 'sub_account_id', 'region_id', 'service_name', 'resource_id',
                'resource_kind', 'charge_category', 'owner_key', 'team_id', 'attribution_rule_id', 'evidence_tier',
                'intensity_level', 'boundary', 'market_basis', 'is_market_complete', 'fallback', 'no_emission_reason',
                'carbon_bucket', 'consumed_unit', 'billing_currency', 'factor_set_id', 'rate_id', 'utilisation_basis', 'cpu_utilisation'] %}
{% set rates = ['region_id', 'resource_kind', 'evidence_tier', 'intensity_level', 'boundary', 'market_basis', 'is_market_complete',
                'fallback', 'no_emission_reason', 'carbon_bucket', 'factor_set_id', 'rate_id', 'pue', 'overhead_kwh_per_it_kwh',
                'location_kgco2e_per_it_kwh', 'location_low_kgco2e_per_it_kwh', 'location_high_kgco2e_per_it_kwh',
                'market_kgco2e_per_it_kwh', 'upstream_kgco2e_per_it_kwh', 'hardware_kgco2e_per_unit',
                'hardware_low_kgco2e_per_unit', 'hardware_high_kgco2e_per_unit', 'other_kgco2e_per_cost',
                'other_low_kgco2e_per_cost', 'other_high_kgco2e_per_cost', 'water_site_l_per_it_kwh',
                'water_source_l_per_it_kwh'] %}

with rated as (
    select
        usage.*,
        {% for column in rates %}
            rates.{{ column }},
        {% endfor %}
        {% for bound in ['', '_low', '_high'] %}
            {{ kwh_at_utilisation('rates', bound, 'utilisation.cpu_utilisation') }} as it{{ bound }}_kwh_per_unit,
        {% endfor %}
        case
            when rates.cpu_utilisation is null then null
            when utilisation.cpu_utilisation is null then 'default'
            else 'measured'
        end as utilisation_basis,
        {{ fraction('coalesce(utilisation.cpu_utilisation, rates.cpu_utilisation)') }} as cpu_utilisation
    from {{ ref('int_usage_allocated') }} as usage
    left join {{ ref('int_usage_rated') }} as rates
        on
            usage.usage_key = rates.usage_key
            and {{ month_of('usage.usage_date') }} = rates.activity_month
    left join {{ ref('int_cpu_utilisation_daily') }} as utilisation
        on
            usage.provider = utilisation.provider
            and usage.usage_date = utilisation.usage_date
            and {{ measured_resource('usage.provider', 'usage.host_resource_id') }} = utilisation.resource_id
            and rates.cpu_utilisation is not null
    where {{ in_slices(slices, 'usage.slice_id') }}
),

measured as (
    select
        {% for column in grain if column not in ['team_id', 'attribution_rule_id'] %}
            rated.{{ column }},
        {% endfor %}
        owners.team_id,
        owners.attribution_rule_id,
        rated.consumed_quantity,
        rated.billed_cost,
        rated.effective_cost,
        rated.line_item_count,
        {{ energy_measures('rated', 'rated') }}
    from rated
    left join {{ ref('int_owners_resolved') }} as owners
        on
            rated.owner_id = owners.owner_id
            and rated.usage_date >= owners.starts_on
            and rated.usage_date < owners.ends_on
),

estimated as (
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
)

{# Joined last: before the rates it would make the planner take the usage for a handful of rows and hash it all. #}
select
    estimated.*,
    versions.build_key
from estimated
inner join {{ ref('stg_lake__slice_versions') }} as versions
    on estimated.slice_id = versions.slice_id and versions.model = 'fct_resource_estimates_daily'
