{#
  Whose work each measured workload of an hour was: an attempt's by the run, job or pod that it names, else a service's by its pods or
  its own hosts, else idle or other work. A workload that several attempts name is shared by the seconds that each was up in the hour,
  so that nothing is given twice.
#}
{% set identity = ['host_id', 'hour_at', 'workload_kind', 'workload_id', 'namespace', 'pod', 'job_id'] %}
with boards as (
    select
        workloads.*,
        case
            when workloads.workload_kind in ('idle', 'unallocated') then workloads.energy_it_kwh
            when workloads.idle_policy <> 'owner' then 0
            {# Where the owner of a board's part pays for its idling, the part of the idle energy that it held is inside its row: unknown
               where the board's idle power is, for `least` passes over a null. #}
            when pools.idle_share is not null and sum(workloads.gpu_seconds) over board > 0
                then least(
                    workloads.energy_it_kwh,
                    {{ measured(
                        'cast(pools.energy_it_kwh as double) * cast(pools.idle_share as double) * cast(workloads.gpu_seconds as double)'
                        ~ ' / cast(sum(workloads.gpu_seconds) over board as double)'
                    ) }}
                )
        end as idle_it_kwh
    from {{ ref('fct_workload_energy_hourly') }} as workloads
    left join {{ ref('int_workload_pools_hourly') }} as pools
        on
            workloads.host_id = pools.host_id and workloads.hour_at = pools.hour_at
            and workloads.device_id = pools.device_id
    window board as (partition by workloads.host_id, workloads.hour_at, workloads.device_id)
),

workloads as (
    select
        {{ surrogate_key(identity) }} as workload_key,
        {{ identity | join(', ') }},
        sum(energy_it_kwh) as energy_it_kwh,
        case when count(idle_it_kwh) = count(*) then sum(idle_it_kwh) end as idle_it_kwh,
        sum({{ priced('gpu_seconds') }}) as gpu_seconds
    from boards
    group by {{ identity | join(', ') }}
),

names as (
    select workload_key, host_id, hour_at, 'run' as name_kind, workload_id as name from workloads where workload_kind = 'run'
    union all
    select workload_key, host_id, hour_at, 'job' as name_kind, job_id as name from workloads
    union all
    select workload_key, host_id, hour_at, 'pod' as name_kind, pod as name from workloads
),

attempts as (
    select 'run' as name_kind, attempt_id as name, attempt_id, starts_at, ends_at, host_ids from {{ ref('int_ai_runs_registered') }}
    union all
    select 'job' as name_kind, job_id as name, attempt_id, starts_at, ends_at, host_ids from {{ ref('int_ai_runs_registered') }}
    union all
    select 'pod' as name_kind, pod as name, attempt_id, starts_at, ends_at, host_ids from {{ ref('int_ai_runs_registered') }}
),

met as (
    select distinct
        names.workload_key,
        attempts.attempt_id,
        {{ seconds_between(
            'greatest(names.hour_at, attempts.starts_at)', 'least(' ~ next_hour('names.hour_at') ~ ', attempts.ends_at)'
        ) }} as seconds
    from names
    inner join attempts
        on
            names.name_kind = attempts.name_kind and names.name = attempts.name
            and names.hour_at < attempts.ends_at and {{ next_hour('names.hour_at') }} > attempts.starts_at
    left join {{ ref('int_ai_hosts_named') }} as hosts
        on
            attempts.attempt_id = hosts.consumer_id and hosts.consumer_kind = 'run'
            and names.host_id = hosts.host_id
    where attempts.host_ids is null or hosts.host_id is not null
),

of_runs as (
    select
        workload_key,
        attempt_id,
        cast(seconds as double) / nullif(sum(seconds) over (partition by workload_key), 0) as share_of_workload
    from met
),

of_services as (
    select workloads.workload_key, services.service_id
    from workloads
    inner join {{ ref('int_ai_services_registered') }} as services
        on
            workloads.hour_at >= coalesce(services.valid_from, workloads.hour_at)
            and (services.valid_to is null or workloads.hour_at < services.valid_to)
    left join {{ ref('int_ai_hosts_named') }} as hosts
        on
            services.service_id = hosts.consumer_id and hosts.consumer_kind = 'service'
            and services.host_ids = hosts.host_ids and workloads.host_id = hosts.host_id
    where
        case
            when services.pod_glob is null then hosts.host_id is not null
            else
                {{ matches_glob('workloads.pod', 'services.pod_glob') }}
                and (services.namespace is null or workloads.namespace = services.namespace)
                and (services.host_ids is null or hosts.host_id is not null)
        end
    qualify row_number() over (partition by workloads.workload_key order by services.pod_glob nulls last, services.service_id) = 1
)

select
    workloads.host_id,
    workloads.hour_at,
    workloads.workload_key,
    workloads.workload_kind,
    case
        when of_runs.attempt_id is not null then 'run'
        when of_services.service_id is not null then 'service'
        when workloads.workload_kind in ('idle', 'unallocated') then 'idle'
        else 'other'
    end as consumer_kind,
    coalesce(of_runs.attempt_id, of_services.service_id) as consumer_id,
    coalesce(of_runs.share_of_workload, 1) as share_of_workload,
    {{ measured('cast(workloads.energy_it_kwh as double) * coalesce(of_runs.share_of_workload, 1)') }} as energy_it_kwh,
    {{ measured('cast(workloads.idle_it_kwh as double) * coalesce(of_runs.share_of_workload, 1)') }} as idle_it_kwh,
    {{ priced('cast(workloads.gpu_seconds as double) * coalesce(of_runs.share_of_workload, 1)') }} as gpu_seconds
from workloads
left join of_runs on workloads.workload_key = of_runs.workload_key
left join of_services on workloads.workload_key = of_services.workload_key
