{# What the energy behind the inventory rests on: the rung and boundary of its grid factor, and its market basis, by region. #}
with entity as (
    {# The books are of the first entity (fct_carbon_ledger), and so is the year. #}
    select min_by(fiscal_year_start_month, entity_id) as fiscal_year_start_month from {{ ref('dim_entity') }}
)

select
    {{ fiscal_year(month_of('estimates.usage_date'), 'entity.fiscal_year_start_month') }} as fiscal_year,
    {{ month_of('estimates.usage_date') }} as activity_month,
    estimates.provider,
    estimates.region_id,
    estimates.intensity_level,
    estimates.boundary,
    estimates.market_basis,
    estimates.is_market_complete,
    {{ measured('sum(estimates.energy_it_kwh + estimates.energy_overhead_kwh)') }} as energy_kwh,
    {{ tonnes('sum(estimates.electricity_location_kgco2e)') }} as electricity_location_tco2e,
    {{ tonnes('sum(estimates.electricity_market_kgco2e)') }} as electricity_market_tco2e
from {{ ref('fct_resource_estimates_daily') }} as estimates
cross join entity
where estimates.energy_it_kwh is not null
group by all
union all
select
    {{ fiscal_year('sites.activity_month', 'entity.fiscal_year_start_month') }} as fiscal_year,
    sites.activity_month,
    'onprem' as provider,
    sites.site_id as region_id,
    sites.intensity_level,
    sites.boundary,
    sites.market_basis,
    sites.is_market_complete,
    sites.facility_kwh as energy_kwh,
    {{ tonnes('sites.electricity_location_kgco2e') }} as electricity_location_tco2e,
    {{ tonnes('sites.electricity_market_kgco2e') }} as electricity_market_tco2e
from {{ ref('fct_site_energy_monthly') }} as sites
cross join entity
where sites.facility_kwh is not null
