{# The energy ledger: what each device of a host used in an hour. The wall is a check and no row of it. #}
select
    site_id,
    host_id,
    hour_at,
    component,
    device_id,
    energy_kwh as energy_it_kwh,
    cast(method_tier as int) as method_tier,
    method,
    energy_boundary,
    coverage_pct,
    lost_seconds,
    is_modelled,
    is_wall_exceeded
from {{ ref('int_host_components_hourly') }}
where component <> 'it_wall'
