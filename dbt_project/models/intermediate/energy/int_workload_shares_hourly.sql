{#
  Each pool's energy by workload, to the last digit. Idle energy is paid as the host's policy says: by whoever has the part that idles
  (owner), by use (pro_rata), or by nobody, in a row of its own (separate). Where nothing was used, parts decide.
#}
{% set workload = ['workload_kind', 'workload_id', 'namespace', 'pod', 'job_id'] %}
with sharers as (
    select
        pools.host_id,
        pools.hour_at,
        pools.device_id,
        cast(pools.idle_share as double) as idle_share,
        case
            when sharers.job_id is not null then 'job'
            when coalesce(sharers.pod, sharers.namespace) is not null then 'pod'
            else 'unallocated'
        end as workload_kind,
        coalesce(sharers.job_id, sharers.pod, sharers.namespace) as workload_id,
        sharers.namespace,
        sharers.pod,
        sharers.job_id,
        coalesce(sharers.share_basis, 'none') as share_basis,
        coalesce(sharers.active_weight, 1) as active_weight,
        coalesce(sharers.idle_weight, 1) as idle_weight
    from {{ ref('int_workload_pools_hourly') }} as pools
    left join {{ ref('int_board_sharers_hourly') }} as sharers
        on {{ board_key('pools.host_id', 'pools.device_id') }} = sharers.board_key and pools.hour_at = sharers.hour_at
    where pools.is_gpu
    union all
    select
        pools.host_id,
        pools.hour_at,
        pools.device_id,
        coalesce(sharers.idle_share, 0) as idle_share,
        coalesce(sharers.workload_kind, 'unallocated') as workload_kind,
        sharers.workload_id,
        sharers.namespace,
        sharers.pod,
        sharers.job_id,
        case when sharers.host_id is null then 'none' else 'cpu_time' end as share_basis,
        coalesce(sharers.active_weight, 1) as active_weight,
        coalesce(sharers.idle_weight, 1) as idle_weight
    from {{ ref('int_workload_pools_hourly') }} as pools
    left join {{ ref('int_host_sharers_hourly') }} as sharers
        on pools.host_id = sharers.host_id and pools.hour_at = sharers.hour_at
    where not pools.is_gpu
),

summed as (
    select
        host_id,
        hour_at,
        device_id,
        {{ workload | join(', ') }},
        max(share_basis) as share_basis,
        max(coalesce(idle_share, 0)) as idle_share,
        sum({{ priced('active_weight') }}) as active_weight,
        sum({{ priced('idle_weight') }}) as idle_weight
    from sharers
    group by host_id, hour_at, device_id, {{ workload | join(', ') }}
),

fractions as (
    select
        summed.*,
        case
            when sum(active_weight) over pool > 0 then cast(active_weight as double) / cast(sum(active_weight) over pool as double)
            when sum(idle_weight) over pool > 0 then cast(idle_weight as double) / cast(sum(idle_weight) over pool as double)
            else cast(1 as double) / count(*) over pool
        end as used,
        case
            when sum(idle_weight) over pool > 0 then cast(idle_weight as double) / cast(sum(idle_weight) over pool as double)
            else cast(1 as double) / count(*) over pool
        end as held
    from summed
    window pool as (partition by host_id, hour_at, device_id)
),

paid as (
    select
        pools.site_id,
        fractions.host_id,
        fractions.hour_at,
        fractions.device_id,
        {% for column in workload %}fractions.{{ column }}, {% endfor %}
        fractions.share_basis,
        pools.idle_policy,
        case when pools.is_gpu then fractions.held * cast(pools.covered_seconds as double) end as gpu_seconds,
        case pools.idle_policy
            when 'pro_rata' then fractions.used
            when 'separate' then fractions.used * (1 - fractions.idle_share)
            else fractions.used * (1 - fractions.idle_share) + fractions.held * fractions.idle_share
        end as share
    from fractions
    inner join {{ ref('int_workload_pools_hourly') }} as pools
        on fractions.host_id = pools.host_id and fractions.hour_at = pools.hour_at and fractions.device_id = pools.device_id
    {# Idle by use falls to the users; in an hour without any it stays idle, and is nobody's who merely stood there. #}
    where not (
        fractions.workload_kind = 'idle'
        and (pools.idle_policy = 'separate' or (pools.idle_policy = 'pro_rata' and fractions.used = 0))
    )
    union all
    select
        pools.site_id,
        pools.host_id,
        pools.hour_at,
        pools.device_id,
        'idle' as workload_kind,
        pools.device_id as workload_id,
        cast(null as string) as namespace,
        cast(null as string) as pod,
        cast(null as string) as job_id,
        max(fractions.share_basis) as share_basis,
        pools.idle_policy,
        case when pools.is_gpu then 0 end as gpu_seconds,
        max(fractions.idle_share) as share
    from {{ ref('int_workload_pools_hourly') }} as pools
    inner join fractions
        on pools.host_id = fractions.host_id and pools.hour_at = fractions.hour_at and pools.device_id = fractions.device_id
    where pools.idle_policy = 'separate'
    group by pools.site_id, pools.host_id, pools.hour_at, pools.device_id, pools.is_gpu, pools.idle_policy
    having max(fractions.idle_share) > 0
)

select
    site_id,
    host_id,
    hour_at,
    device_id,
    {{ workload | join(', ') }},
    share_basis,
    idle_policy,
    cast(gpu_seconds as decimal(18, 6)) as gpu_seconds,
    cast(share as decimal(18, 12)) as share
from paid
