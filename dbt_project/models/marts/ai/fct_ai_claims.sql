{#
  What each attempt and each service used of a host in a month (a service by the hour): energy and accelerator time of its measured
  workloads; else the energy that its tracker measured; else accelerator time alone. Whole hosts of a service without measured
  workloads are its own, in equal parts by the hours that it answered.
#}
with seen as (
    select distinct host_id, {{ month_of('hour_at') }} as activity_month from {{ ref('bridge_ai_workloads') }}
),

months as (
    select distinct activity_month from {{ ref('fct_ai_host_figures_monthly') }}
),

measured as (
    select
        host_id,
        {{ month_of('hour_at') }} as activity_month,
        case when consumer_kind = 'service' then hour_at end as hour_at,
        consumer_kind,
        consumer_id,
        'workload_energy' as weight_basis,
        sum(energy_it_kwh) as energy_it_kwh,
        case when count(idle_it_kwh) = count(*) then sum(idle_it_kwh) end as idle_it_kwh,
        sum(gpu_seconds) as gpu_seconds
    from {{ ref('bridge_ai_workloads') }}
    where consumer_kind in ('run', 'service')
    group by all
),

attempts as (
    select
        hosts.host_id,
        months.activity_month,
        runs.attempt_id,
        {{ seconds_between(
            'greatest(runs.starts_at, cast(months.activity_month as timestamp))',
            'least(runs.ends_at, cast(' ~ next_month('months.activity_month') ~ ' as timestamp))'
        ) }} * cast(runs.gpu_count as double) / hosts.host_count as gpu_seconds
    from {{ ref('int_ai_runs_registered') }} as runs
    inner join {{ ref('int_ai_hosts_named') }} as hosts on runs.attempt_id = hosts.consumer_id and hosts.consumer_kind = 'run'
    inner join months
        on
            runs.starts_at < cast({{ next_month('months.activity_month') }} as timestamp)
            and runs.ends_at > cast(months.activity_month as timestamp)
),

tracked as (
    select
        coalesce(tracked.host_id, hosts.host_id) as host_id,
        tracked.attempt_id,
        months.activity_month,
        sum({{ measured(
            'cast(tracked.energy_it_kwh as double) / case when tracked.host_id is null then hosts.host_count else 1 end * '
            ~ seconds_between(
                'greatest(tracked.starts_at, cast(months.activity_month as timestamp))',
                'least(tracked.ends_at, cast(' ~ next_month('months.activity_month') ~ ' as timestamp))'
            ) ~ ' / nullif(' ~ seconds_between('tracked.starts_at', 'tracked.ends_at') ~ ', 0)'
        ) }}) as energy_it_kwh
    from {{ ref('int_ai_tracker_energy') }} as tracked
    inner join months
        on
            tracked.starts_at < cast({{ next_month('months.activity_month') }} as timestamp)
            and tracked.ends_at > cast(months.activity_month as timestamp)
    left join {{ ref('int_ai_hosts_named') }} as hosts
        on tracked.host_id is null and tracked.attempt_id = hosts.consumer_id and hosts.consumer_kind = 'run'
    group by coalesce(tracked.host_id, hosts.host_id), tracked.attempt_id, months.activity_month
),

unmeasured as (
    select
        coalesce(tracked.host_id, attempts.host_id) as host_id,
        coalesce(tracked.activity_month, attempts.activity_month) as activity_month,
        cast(null as timestamp) as hour_at,
        'run' as consumer_kind,
        coalesce(tracked.attempt_id, attempts.attempt_id) as consumer_id,
        case when tracked.energy_it_kwh is not null then 'tracker_energy' else 'gpu_hours' end as weight_basis,
        tracked.energy_it_kwh,
        cast(null as decimal(38, 9)) as idle_it_kwh,
        {{ priced('attempts.gpu_seconds') }} as gpu_seconds
    from attempts
    full outer join tracked
        on
            attempts.host_id = tracked.host_id and attempts.attempt_id = tracked.attempt_id
            and attempts.activity_month = tracked.activity_month
),

whole_hosts as (
    select distinct
        figures.host_id,
        figures.activity_month,
        coalesce(requests.hour_at, cast(figures.activity_month as timestamp)) as hour_at,
        'service' as consumer_kind,
        services.service_id as consumer_id,
        'whole_host' as weight_basis,
        cast(null as decimal(38, 9)) as energy_it_kwh,
        cast(null as decimal(38, 9)) as idle_it_kwh,
        cast(null as decimal(38, 12)) as gpu_seconds
    from {{ ref('int_ai_services_registered') }} as services
    inner join {{ ref('int_ai_hosts_named') }} as hosts
        on
            services.service_id = hosts.consumer_id and hosts.consumer_kind = 'service'
            and services.host_ids = hosts.host_ids
    inner join {{ ref('fct_ai_host_figures_monthly') }} as figures on hosts.host_id = figures.host_id
    left join {{ ref('int_ai_requests_hourly') }} as requests
        on
            services.service_id = requests.service_id and figures.activity_month = {{ month_of('requests.hour_at') }}
            and (services.valid_from is null or services.valid_from <= requests.hour_at)
            and (services.valid_to is null or services.valid_to > requests.hour_at)
    where
        services.pod_glob is null
        and figures.activity_month >= coalesce({{ month_of('services.valid_from') }}, figures.activity_month)
        and (services.valid_to is null or figures.activity_month < services.valid_to)
)

select * from measured
union all
select unmeasured.*
from unmeasured
left join measured
    on
        unmeasured.host_id = measured.host_id and unmeasured.activity_month = measured.activity_month
        and unmeasured.consumer_id = measured.consumer_id and measured.consumer_kind = 'run'
where measured.host_id is null and unmeasured.host_id is not null
union all
select whole_hosts.*
from whole_hosts
left join seen
    on whole_hosts.host_id = seen.host_id and whole_hosts.activity_month = seen.activity_month
where seen.host_id is null
