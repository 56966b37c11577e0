{# Contracts behind the market-based figure: what each covers in which year, what it does not, and why. In kWh, as they were bought. #}
with sites as (
    select site_id, max(site_name) as site_name
    from {{ ref('dim_site') }}
    group by site_id
)

select
    allocations.activity_year,
    allocations.instrument_kind,
    allocations.instrument_id,
    allocations.market_zone,
    allocations.site_id,
    sites.site_name,
    allocations.kgco2e_per_kwh,
    allocations.applied_kwh,
    allocations.surplus_kwh,
    allocations.refused_reason
from {{ ref('fct_instrument_allocations') }} as allocations
left join sites on allocations.site_id = sites.site_id
