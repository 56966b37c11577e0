{# IT energy of each host of a site by the hour, as its telemetry gives it at the boundary of the node. #}
select
    site_id,
    host_id,
    hour_at,
    {{ month_of('hour_at') }} as activity_month,
    cast(max(method_tier) as int) as method_tier,
    {{ measured('sum(energy_kwh)') }} as energy_it_kwh
from {{ ref('int_host_components_hourly') }}
group by site_id, host_id, hour_at
