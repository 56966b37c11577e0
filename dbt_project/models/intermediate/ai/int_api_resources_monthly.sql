{# The same activity by vendor, model and team, for the monthly fact of resources. #}
select
    activity_month,
    provider,
    case when service_name = '' then vendor else service_name end as service_name,
    model_name as resource_id,
    team_id,
    is_market_complete,
    sum(energy_it_kwh) as energy_it_kwh,
    sum(energy_kwh - energy_it_kwh) as energy_overhead_kwh,
    sum(electricity_location_kgco2e) as electricity_location_kgco2e,
    sum(electricity_market_kgco2e) as electricity_market_kgco2e,
    sum(upstream_kgco2e) as upstream_kgco2e,
    sum(hardware_kgco2e) as hardware_kgco2e
from {{ ref('int_api_usage_estimated') }}
where status = 'estimated'
group by 1, 2, 3, 4, 5, 6
