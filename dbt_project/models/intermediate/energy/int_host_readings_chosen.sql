{#
  One reading per device and hour among all who measured it: nothing that tells the same energy twice is added. A package
  holds its cores and uncore, psys holds the package; so those are never added. A board is one by its UUID, on whatever host
  its exporters say; of a CPU, of memory, of the wall and of boards without a UUID one exporter is believed for the whole host, for
  some add up the sockets and some do not; and those boards stand only where none of the host's has a UUID, for they are the same ones.
#}
with candidates as (
    select
        coalesce(host_id, 'unknown') as host_id,
        hour_at,
        case device_kind when 'node' then 'it_wall' when 'psys' then 'cpu_package' else device_kind end as component,
        case
            when device_kind = 'gpu' and device_id like 'GPU-%' then device_id
            else concat_ws('|', coalesce(host_id, 'unknown'), case device_kind when 'psys' then 'cpu_package' else device_kind end)
        end as pool_id,
        coalesce(device_id, device_kind) as device_id,
        coalesce(device_kind = 'gpu' and device_id like 'GPU-%', false) as is_named_board,
        device_kind = 'psys' as is_platform,
        energy_mode,
        energy_kwh,
        method,
        covered_seconds,
        lost_seconds,
        exporter,
        concat(case when device_kind = 'psys' then 'psys of ' else '' end, exporter) as teller,
        concat_ws('|', slice_id, series_id, metric, host_id) as tie,
        coalesce(energy_zone, '') like '%mmio%' as is_copy
    from {{ ref('int_device_energy_hourly') }}
    where
        is_device_total
        and device_kind in ('cpu_package', 'dram', 'gpu', 'node', 'psys')
        and energy_kwh is not null
        and covered_seconds + lost_seconds > 0
),

{# A better method counts if it covers about as much of the hour as any. #}
weighed as (
    select
        candidates.*,
        covered_seconds
        >= {{ policy('hourly_coverage_share_min') }} * max(covered_seconds) over (
            partition by pool_id, teller, device_id, energy_mode, hour_at
        )
        as is_covered
    from candidates
),

of_modes as (
    select *
    from weighed
    qualify row_number() over (
        partition by pool_id, teller, device_id, energy_mode, hour_at
        order by is_covered desc, method asc, is_copy asc, energy_kwh desc, tie asc
    ) = 1
),

of_tellers as (
    select
        host_id,
        hour_at,
        component,
        pool_id,
        device_id,
        is_named_board,
        is_platform,
        exporter,
        teller,
        sum(energy_kwh) as energy_kwh,
        max(method) as method,
        min(covered_seconds) as covered_seconds,
        max(lost_seconds) as lost_seconds
    from of_modes
    group by host_id, hour_at, component, pool_id, device_id, is_named_board, is_platform, exporter, teller
),

tellers as (
    select
        of_tellers.pool_id,
        of_tellers.hour_at,
        of_tellers.teller,
        of_tellers.is_platform,
        max(of_tellers.method) as method,
        min(preferences.rank) as rank,
        sum(of_tellers.energy_kwh) as energy_kwh,
        sum(of_tellers.covered_seconds) / count(*) as covered_seconds
    from of_tellers
    left join {{ ref('telemetry_preferences') }} as preferences
        on preferences.subject = 'exporter' and of_tellers.exporter = preferences.name
    group by of_tellers.pool_id, of_tellers.hour_at, of_tellers.teller, of_tellers.is_platform
),

told as (
    select
        tellers.*,
        covered_seconds
        >= {{ policy('hourly_coverage_share_min') }} * max(covered_seconds) over (partition by pool_id, hour_at) as is_covered
    from tellers
),

chosen as (
    select pool_id, hour_at, teller
    from told
    qualify row_number() over (
        partition by pool_id, hour_at
        order by
            is_platform asc, is_covered desc, method asc, rank is null asc, rank asc, energy_kwh desc, teller asc
    ) = 1
),

readings as (
    select
        of_tellers.*,
        max(case when is_platform then 1 else 0 end) over (partition by of_tellers.host_id, of_tellers.hour_at) = 1 as is_platform_host,
        max(case when is_named_board then 1 else 0 end) over (partition by of_tellers.host_id, of_tellers.hour_at) = 1 as has_named_board
    from of_tellers
    inner join chosen
        on
            of_tellers.pool_id = chosen.pool_id
            and of_tellers.hour_at = chosen.hour_at
            and of_tellers.teller = chosen.teller
)

select
    host_id,
    hour_at,
    component,
    device_id,
    energy_kwh,
    method,
    case when component = 'it_wall' then 2 when method = 'energy_counter' then 3 else 4 end as method_tier,
    covered_seconds,
    lost_seconds,
    exporter
from readings
where
    not (is_platform_host and component = 'dram')
    and not (has_named_board and component = 'gpu' and not is_named_board)
