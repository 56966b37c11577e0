{#
  What a host's hour has to be shared out, up to the node: of a host with accelerators each board with its part of all else by
  its energy, of another host the whole. What rounding leaves goes to the last board, so that the pools are the host.
#}
with devices as (
    select * from {{ ref('int_host_components_hourly') }} where component <> 'it_wall'
),

hosts as (
    select
        site_id,
        host_id,
        hour_at,
        host_team_id,
        idle_policy,
        sum(energy_kwh) as energy_it_kwh,
        sum(case when component = 'gpu' then energy_kwh else 0 end) as gpu_kwh,
        count(case when component = 'gpu' then 1 end) as gpu_count,
        sum(case when component in ('cpu_package', 'dram') then energy_kwh else 0 end) as cpu_kwh
    from devices
    group by site_id, host_id, hour_at, host_team_id, idle_policy
),

{# The smallest mean power of a month is taken for idle, unless so large that the board cannot have been idle. #}
boards as (
    select
        host_id,
        hour_at,
        device_id,
        energy_kwh as gpu_kwh,
        coverage_pct / {{ percent() }} * {{ seconds_per_hour() }} as covered_seconds,
        min(
            case
                when coverage_pct >= {{ policy('hourly_coverage_share_min') }} * {{ percent() }}
                    then cast(energy_kwh as double) / cast(coverage_pct as double) * {{ percent() }}
            end
        ) over (partition by {{ board_key('host_id', 'device_id') }}, {{ month_of('hour_at') }}) as smallest_kw
    from devices
    where component = 'gpu'
),

shared as (
    select
        hosts.site_id,
        hosts.host_id,
        hosts.hour_at,
        hosts.host_team_id,
        hosts.idle_policy,
        hosts.energy_it_kwh as host_kwh,
        hosts.cpu_kwh,
        coalesce(boards.device_id, hosts.host_id) as device_id,
        boards.device_id is not null as is_gpu,
        boards.covered_seconds,
        case
            {# Not seen for an hour is not known: `least` passes over a null. #}
            when boards.gpu_kwh > 0 and boards.smallest_kw is not null
                then least(
                    1,
                    least(boards.smallest_kw, {{ policy('telemetry_gpu_idle_w_max') }} / {{ w_per_kw() }})
                    * cast(boards.covered_seconds as double) / {{ seconds_per_hour() }} / cast(boards.gpu_kwh as double)
                )
        end as idle_share,
        {{ measured(
            'case when boards.device_id is null then hosts.energy_it_kwh'
            ~ ' when hosts.gpu_kwh > 0'
            ~ ' then cast(hosts.energy_it_kwh as double) * cast(boards.gpu_kwh as double) / cast(hosts.gpu_kwh as double)'
            ~ ' else cast(hosts.energy_it_kwh as double) / hosts.gpu_count end'
        ) }} as energy_it_kwh,
        row_number() over (
            partition by hosts.host_id, hosts.hour_at order by boards.gpu_kwh desc, boards.device_id asc
        ) as place_from_last
    from hosts
    left join boards on hosts.host_id = boards.host_id and hosts.hour_at = boards.hour_at
)

select
    site_id,
    host_id,
    hour_at,
    device_id,
    is_gpu,
    host_team_id,
    idle_policy,
    {{ measured(
        'case when place_from_last = 1 then host_kwh - sum(energy_it_kwh) over (partition by host_id, hour_at) + energy_it_kwh'
        ~ ' else energy_it_kwh end'
    ) }} as energy_it_kwh,
    cpu_kwh,
    cast(idle_share as decimal(18, 12)) as idle_share,
    cast(covered_seconds as decimal(18, 6)) as covered_seconds
from shared
