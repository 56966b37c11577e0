{# IT energy of each host of a site by the hour at the boundary of the node: chips and what stands between them and the wall. #}
select
    site_id,
    host_id,
    hour_at,
    {{ month_of('hour_at') }} as activity_month,
    {# The tier of most of the energy. #}
    cast(max_by(method_tier, energy_kwh) as int) as method_tier,
    {{ measured('sum(energy_kwh)') }} as energy_it_kwh
from {{ ref('int_host_components_hourly') }}
where component <> 'it_wall'
group by site_id, host_id, hour_at
