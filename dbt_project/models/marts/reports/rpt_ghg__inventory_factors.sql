{#
  Every factor that a year's estimates name, and what rests on it: the kWh and tonnes of the rows that used it. One row names
  many factors, so these never add over factors.
#}
{% set resting = {
    'upstream_location_kgco2e': ['td_loss', 'wtt_generation', 'wtt_td'],
    'electricity_market_kgco2e': ['residual_mix'],
    'hardware_kgco2e': ['lifetime'],
    'other_kgco2e': ['spend', 'fx_source', 'fx_target', 'price_index'],
    'no_kgco2e': ['water_source', 'wue'],
} %}
with entity as (
    {# The books are of the first entity (fct_carbon_ledger), and so is the year. #}
    select min_by(fiscal_year_start_month, entity_id) as fiscal_year_start_month from {{ ref('dim_entity') }}
),

by_set as (
    select
        {{ fiscal_year(month_of('estimates.usage_date'), 'entity.fiscal_year_start_month') }} as fiscal_year,
        estimates.factor_set_id,
        sum(estimates.energy_it_kwh + estimates.energy_overhead_kwh) as energy_kwh,
        sum(estimates.electricity_location_kgco2e) as electricity_location_kgco2e,
        sum(estimates.electricity_market_kgco2e) as electricity_market_kgco2e,
        sum(estimates.upstream_location_kgco2e) as upstream_location_kgco2e,
        sum(estimates.hardware_kgco2e) as hardware_kgco2e,
        sum(estimates.other_kgco2e) as other_kgco2e,
        cast(null as decimal(38, 9)) as no_kgco2e
    from {{ ref('fct_resource_estimates_daily') }} as estimates
    cross join entity
    group by all
    union all
    select
        {{ fiscal_year('sites.activity_month', 'entity.fiscal_year_start_month') }} as fiscal_year,
        sites.factor_set_id,
        sites.facility_kwh as energy_kwh,
        sites.electricity_location_kgco2e,
        sites.electricity_market_kgco2e,
        sites.upstream_location_kgco2e,
        cast(null as decimal(38, 9)) as hardware_kgco2e,
        cast(null as decimal(38, 9)) as other_kgco2e,
        cast(null as decimal(38, 9)) as no_kgco2e
    from {{ ref('fct_site_energy_monthly') }} as sites
    cross join entity
),

served as (
    select
        by_set.fiscal_year,
        used.factor_role,
        factors.factor_id,
        factors.factor_family,
        factors.region_scheme,
        factors.region_code,
        factors.boundary,
        factors.value,
        factors.value_low,
        factors.value_high,
        factors.range_kind,
        factors.unit,
        factors.publisher,
        factors.edition,
        factors.source_locator,
        factors.licence,
        factors.factor_quality,
        by_set.energy_kwh,
        case
            {% for measure, roles in resting.items() %}
                when used.factor_role in ('{{ roles | join("', '") }}') then by_set.{{ measure }}
            {% endfor %}
            when factors.factor_family = 'coefficient'
                then {{ total_of([
                    'by_set.electricity_location_kgco2e', 'by_set.upstream_location_kgco2e', 'by_set.hardware_kgco2e',
                    'by_set.other_kgco2e'
                ]) }}
            else by_set.electricity_location_kgco2e
        end as kgco2e
    from by_set
    inner join {{ ref('bridge_factor_sets') }} as used on by_set.factor_set_id = used.factor_set_id
    inner join {{ ref('dim_factor') }} as factors on used.factor_id = factors.factor_id
)

select
    fiscal_year, factor_role, factor_id, factor_family, region_scheme, region_code, boundary, value, value_low, value_high,
    range_kind, unit, publisher, edition, source_locator, licence, factor_quality,
    {{ measured('sum(energy_kwh)') }} as energy_kwh,
    {{ tonnes('sum(kgco2e)') }} as tco2e
from served
group by all
