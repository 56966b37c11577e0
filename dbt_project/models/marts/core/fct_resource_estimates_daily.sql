{#
  The physical estimate, always as if computed today: what each resource used in a day, at the rates in force, with its
  owner. Machines draw by the CPU utilisation measured on them that day, else by the default. Low and high are bounds of the
  coefficients, not a confidence interval.
#}
{{ config(materialized='incremental', incremental_strategy=slice_strategy(), on_schema_change='fail') }}
{% set slices = slices_to_build() %}
{% set quantities = ['consumed_quantity', 'consumed_quantity_hourly', 'consumed_quantity_x_gco2e_per_kwh', 'billed_cost',
                     'effective_cost'] %}
{% set owner = ['provider', 'sub_account_id', 'resource_id', 'owner_key'] %}
{% set rate = ['service_name', 'charge_category', 'consumed_unit', 'billing_currency', 'region_id', 'resource_kind', 'evidence_tier',
               'intensity_level', 'boundary', 'market_basis', 'is_market_complete', 'fallback', 'no_emission_reason',
               'carbon_bucket', 'factor_set_id', 'rate_id'] %}

{# An owner's usage keys that the fact cannot tell apart are one row. All it shows of them follows from the owner and the fact key. #}
with used as (
    select
        usage.slice_id,
        usage.usage_date,
        usage.owner_id,
        utilisation.cpu_utilisation as measured_cpu_utilisation,
        any_value(usage.usage_key) as usage_key,
        {% for column in quantities %}
            {{ priced('sum(usage.' ~ column ~ ')') }} as {{ column }},
        {% endfor %}
        cast(sum(usage.line_item_count) as bigint) as line_item_count
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
    where {{ holding_slices(slices, 'usage.slice_id') }}
    group by
        usage.slice_id, usage.usage_date, usage.owner_id, utilisation.cpu_utilisation,
        coalesce(rates.fact_key, usage.usage_key)
),

rated as (
    select
        used.*,
        {% for column in rate %}
            rates.{{ column }},
        {% endfor %}
        {% for bound in ['', '_low', '_high'] %}
            {{ kwh_at_utilisation('rates', bound, 'used.measured_cpu_utilisation') }} as it{{ bound }}_kwh_per_unit,
        {% endfor %}
        case
            when rates.cpu_utilisation is null then null
            when used.measured_cpu_utilisation is null then 'default'
            else 'measured'
        end as utilisation_basis,
        {{ fraction('coalesce(used.measured_cpu_utilisation, rates.cpu_utilisation)') }} as cpu_utilisation,
        rates.pue,
        rates.overhead_kwh_per_it_kwh,
        {% for bound in ['', '_low', '_high'] %}
            rates.location{{ bound }}_kgco2e_per_it_kwh,
            rates.hardware{{ bound }}_kgco2e_per_unit,
            rates.other{{ bound }}_kgco2e_per_cost,
        {% endfor %}
        rates.market_kgco2e_per_it_kwh,
        rates.upstream_kgco2e_per_it_kwh,
        rates.water_site_l_per_it_kwh,
        rates.water_source_l_per_it_kwh
    from used
    left join {{ ref('int_usage_rated') }} as rates
        on
            used.usage_key = rates.usage_key
            and {{ month_of('used.usage_date') }} = rates.activity_month
)

{# Joined last: before the rates it would make the planner take the usage for a handful of rows and hash it all. #}
select
    rated.usage_date,
    rated.slice_id,
    versions.build_key,
    {% for column in owner %}
        owners.{{ column }},
    {% endfor %}
    {% for column in rate %}
        rated.{{ column }},
    {% endfor %}
    rated.utilisation_basis,
    rated.cpu_utilisation,
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
inner join {{ ref('stg_lake__slice_versions') }} as versions
    on rated.slice_id = versions.slice_id and versions.model = 'fct_resource_estimates_daily'
