{#
  A host's hour by component, up to the wall. What the wall has and no chip tells is node_other; without a wall reading that is
  a modelled share, flagged. Chips that tell more than the wall leave node_other at zero, flagged: nothing negative is booked.
#}
with readings as (
    select * from {{ ref('int_host_readings_chosen') }}
),

hosts as (
    select
        host_id,
        hour_at,
        sum(case when component <> 'it_wall' then energy_kwh else 0 end) as chips_kwh,
        max(case when component <> 'it_wall' then covered_seconds else 0 end) as chips_seconds,
        sum(case when component = 'it_wall' then energy_kwh end) as wall_kwh,
        max(case when component = 'it_wall' then covered_seconds end) as wall_seconds,
        max(case when component = 'it_wall' then lost_seconds end) as wall_lost_seconds,
        max(case when component = 'it_wall' then method end) as wall_method,
        max(case when component = 'gpu' then 1 else 0 end) = 1 as has_accelerator
    from readings
    group by host_id, hour_at
),

reconciled as (
    select
        hosts.*,
        coalesce(wall_seconds >= {{ policy('hourly_coverage_share_min') }} * chips_seconds, false) as has_wall,
        shares.value as modelled_share
    from hosts
    left join {{ ref('coefficients') }} as shares
        on shares.coefficient_id = case when hosts.has_accelerator then 'node_other_share' else 'node_other_share_cpu_host' end
),

rows_of_hosts as (
    select
        readings.host_id,
        readings.hour_at,
        readings.component,
        readings.device_id,
        readings.energy_kwh,
        readings.method,
        readings.method_tier,
        case when readings.component = 'it_wall' then 'node' else 'chip' end as energy_boundary,
        readings.covered_seconds,
        readings.lost_seconds,
        false as is_modelled,
        coalesce(reconciled.has_wall and reconciled.wall_kwh < reconciled.chips_kwh, false) as is_wall_exceeded
    from readings
    inner join reconciled on readings.host_id = reconciled.host_id and readings.hour_at = reconciled.hour_at
    union all
    select
        host_id,
        hour_at,
        'node_other' as component,
        host_id as device_id,
        case
            when has_wall then greatest(wall_kwh - chips_kwh, 0)
            else {{ measured('cast(chips_kwh as double) * modelled_share') }}
        end as energy_kwh,
        case when has_wall then wall_method else 'modelled' end as method,
        case when has_wall then 2 else 5 end as method_tier,
        'node' as energy_boundary,
        case when has_wall then wall_seconds else chips_seconds end as covered_seconds,
        case when has_wall then wall_lost_seconds else 0 end as lost_seconds,
        not has_wall as is_modelled,
        has_wall and wall_kwh < chips_kwh as is_wall_exceeded
    from reconciled
)

select
    coalesce(hosts.site_id, 'unregistered') as site_id,
    rows_of_hosts.host_id,
    rows_of_hosts.hour_at,
    rows_of_hosts.component,
    rows_of_hosts.device_id,
    {{ measured('rows_of_hosts.energy_kwh') }} as energy_kwh,
    rows_of_hosts.method,
    rows_of_hosts.method_tier,
    rows_of_hosts.energy_boundary,
    cast(
        cast(rows_of_hosts.covered_seconds as double) / {{ seconds_per_hour() }} * {{ percent() }} as decimal(9, 6)
    ) as coverage_pct,
    rows_of_hosts.lost_seconds,
    rows_of_hosts.is_modelled,
    rows_of_hosts.is_wall_exceeded,
    hosts.team_id as host_team_id,
    coalesce(hosts.idle_policy, 'owner') as idle_policy
from rows_of_hosts
left join {{ ref('stg_organisation__hosts') }} as hosts
    on
        rows_of_hosts.host_id = hosts.host_id
        and cast(rows_of_hosts.hour_at as date) >= coalesce(hosts.valid_from, cast(rows_of_hosts.hour_at as date))
        and (hosts.valid_to is null or cast(rows_of_hosts.hour_at as date) < hosts.valid_to)
