{# Who used the energy of a host: each share of each pool, whose rounding goes to the largest. #}
with shares as (
    select
        shares.*,
        pools.energy_it_kwh as pool_kwh,
        {{ measured('cast(pools.energy_it_kwh as double) * shares.share') }} as share_kwh,
        row_number() over (
            partition by shares.host_id, shares.hour_at, shares.device_id
            order by
                shares.share desc, shares.workload_kind asc, shares.workload_id asc, shares.namespace asc, shares.pod asc, shares.job_id asc
        ) as place
    from {{ ref('int_workload_shares_hourly') }} as shares
    inner join {{ ref('int_workload_pools_hourly') }} as pools
        on shares.host_id = pools.host_id and shares.hour_at = pools.hour_at and shares.device_id = pools.device_id
)

select
    shares.site_id,
    shares.host_id,
    shares.hour_at,
    shares.device_id,
    shares.workload_kind,
    shares.workload_id,
    shares.namespace,
    shares.pod,
    shares.job_id,
    owners.team_id,
    {{ measured(
        'case when shares.place = 1 then shares.pool_kwh'
        ~ ' - sum(shares.share_kwh) over (partition by shares.host_id, shares.hour_at, shares.device_id) + shares.share_kwh'
        ~ ' else shares.share_kwh end'
    ) }} as energy_it_kwh,
    shares.gpu_seconds,
    shares.share_basis,
    shares.idle_policy,
    'node' as energy_boundary
from shares
inner join {{ ref('int_workload_owners_resolved') }} as owners
    on
        shares.host_id = owners.host_id
        and cast(shares.hour_at as date) = owners.usage_date
        and shares.workload_kind = owners.workload_kind
        and shares.workload_id is not distinct from owners.workload_id
        and shares.namespace is not distinct from owners.namespace
