{#
  Who used a host without boards, by what an exporter gives its workloads. Process, container, machine and pod are the same energy
  told again, so one level of one exporter counts; of zones, packages and memory; and what an ended workload still shows, not beside what it
  showed while it ran. What nobody is given is idle, and stays on the host.
#}
with levels as (
    select
        coalesce(host_id, 'unknown') as host_id,
        hour_at,
        case
            when device_kind = 'pod' then 1 when job_id is not null then 2 when device_kind = 'vm' then 3
            when device_kind = 'container' then 4 else 5
        end as level,
        exporter,
        metric,
        device_id,
        namespace,
        pod,
        job_id,
        energy_zone,
        energy_mode,
        max(energy_kwh) as energy_kwh
    from {{ ref('int_device_energy_hourly') }}
    where
        device_kind in ('pod', 'container', 'process', 'vm')
        and parent_device_id is null
        and energy_kwh is not null
        and (energy_zone is null or energy_zone like 'package%' or energy_zone like 'dram%')
    group by host_id, hour_at, level, exporter, metric, device_id, namespace, pod, job_id, energy_zone, energy_mode
),

workloads as (
    select
        host_id,
        hour_at,
        case when job_id is not null then 'job' when level = 1 then 'pod' else 'process' end as workload_kind,
        coalesce(job_id, case when level = 1 then pod end, device_id) as workload_id,
        namespace,
        pod,
        job_id,
        energy_kwh
    from levels
    qualify dense_rank() over (partition by host_id, hour_at order by level, exporter, metric) = 1
),

summed as (
    select host_id, hour_at, workload_kind, workload_id, namespace, pod, job_id, sum(energy_kwh) as energy_kwh
    from workloads
    group by host_id, hour_at, workload_kind, workload_id, namespace, pod, job_id
),

pools as (
    select
        pools.host_id,
        pools.hour_at,
        pools.cpu_kwh,
        sum(summed.energy_kwh) as given_kwh
    from {{ ref('int_workload_pools_hourly') }} as pools
    inner join summed on pools.host_id = summed.host_id and pools.hour_at = summed.hour_at
    where not pools.is_gpu and pools.cpu_kwh > 0
    group by pools.host_id, pools.hour_at, pools.cpu_kwh
)

select
    summed.host_id,
    summed.hour_at,
    summed.workload_kind,
    summed.workload_id,
    summed.namespace,
    summed.pod,
    summed.job_id,
    cast(summed.energy_kwh as double) as active_weight,
    cast(0 as double) as idle_weight,
    greatest(0, 1 - cast(pools.given_kwh as double) / cast(pools.cpu_kwh as double)) as idle_share
from summed
inner join pools on summed.host_id = pools.host_id and summed.hour_at = pools.hour_at
union all
select
    host_id,
    hour_at,
    'idle' as workload_kind,
    host_id as workload_id,
    cast(null as string) as namespace,
    cast(null as string) as pod,
    cast(null as string) as job_id,
    cast(0 as double) as active_weight,
    cast(1 as double) as idle_weight,
    greatest(0, 1 - cast(given_kwh as double) / cast(cpu_kwh as double)) as idle_share
from pools
