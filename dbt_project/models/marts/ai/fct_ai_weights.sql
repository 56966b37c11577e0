{#
  The weights by which a host's booked month is shared: energy for what energy made, provisioned accelerator time for hardware. Idle time is
  explicit; what nobody claims is `other`. A month that holds less energy than was claimed is shared by the claims alone.
#}
with seen as (
    select
        host_id,
        {{ month_of('hour_at') }} as activity_month,
        sum(energy_it_kwh) as energy_it_kwh,
        sum(energy_it_kwh) filter (where consumer_kind = 'idle') as idle_kwh,
        sum(gpu_seconds) filter (where consumer_kind = 'other') as other_gpu_seconds
    from {{ ref('bridge_ai_workloads') }}
    group by all
),

devices as (
    select
        host_id,
        {{ month_of('hour_at') }} as activity_month,
        count(distinct concat_ws('|', device_id, cast(hour_at as string))) * {{ seconds_per_hour() }} as gpu_seconds
    from {{ ref('fct_workload_energy_hourly') }}
    where gpu_seconds is not null
    group by all
),

claimed as (
    select
        host_id,
        activity_month,
        coalesce(sum(energy_it_kwh), 0) as energy_it_kwh,
        coalesce(sum(gpu_seconds), 0) as gpu_seconds,
        coalesce(sum(gpu_seconds) filter (where weight_basis <> 'workload_energy'), 0) as unseen_gpu_seconds,
        coalesce(sum(gpu_seconds) filter (where weight_basis = 'gpu_hours'), 0) as unmetered_gpu_seconds,
        count(*) filter (where weight_basis = 'whole_host') as whole_rows
    from {{ ref('fct_ai_claims') }}
    group by host_id, activity_month
),

hosts as (
    select
        figures.host_id,
        figures.activity_month,
        cast(coalesce(figures.energy_it_kwh, seen.energy_it_kwh) as double) as total_kwh,
        cast(coalesce(seen.idle_kwh, 0) as double) as idle_kwh,
        cast(coalesce(claimed.energy_it_kwh, 0) as double) as claimed_kwh,
        cast(coalesce(claimed.gpu_seconds, 0) as double) as claimed_gpu_seconds,
        cast(coalesce(claimed.unmetered_gpu_seconds, 0) as double) as unmetered_gpu_seconds,
        greatest(0, cast(coalesce(seen.other_gpu_seconds, 0) - coalesce(claimed.unseen_gpu_seconds, 0) as double)) as other_gpu_seconds,
        greatest(
            coalesce(figures.accelerator_count, 0) * {{ hours_of_month('figures.activity_month') }} * {{ seconds_per_hour() }},
            coalesce(devices.gpu_seconds, 0)
        ) as registered_gpu_seconds,
        coalesce(claimed.whole_rows, 0) as whole_rows
    from {{ ref('fct_ai_host_figures_monthly') }} as figures
    left join seen on figures.host_id = seen.host_id and figures.activity_month = seen.activity_month
    left join devices on figures.host_id = devices.host_id and figures.activity_month = devices.activity_month
    left join claimed on figures.host_id = claimed.host_id and figures.activity_month = claimed.activity_month
),

sized as (
    select
        hosts.*,
        greatest(registered_gpu_seconds, claimed_gpu_seconds + other_gpu_seconds) as capacity_gpu_seconds,
        claimed_kwh + coalesce(
            total_kwh * unmetered_gpu_seconds
            / nullif(greatest(registered_gpu_seconds, claimed_gpu_seconds + other_gpu_seconds), 0), 0
        ) as explicit_kwh
    from hosts
),

consumers as (
    select
        sized.host_id, sized.activity_month, claims.hour_at, claims.consumer_kind, claims.consumer_id, claims.weight_basis,
        claims.energy_it_kwh as measured_energy_it_kwh,
        claims.idle_it_kwh as measured_idle_it_kwh,
        case claims.weight_basis
            when 'whole_host' then greatest(0, sized.total_kwh - sized.explicit_kwh) / sized.whole_rows
            when 'gpu_hours'
                then sized.total_kwh * cast(claims.gpu_seconds as double) / nullif(sized.capacity_gpu_seconds, 0)
            else cast(claims.energy_it_kwh as double)
        end as weight_kwh,
        case claims.weight_basis
            when 'whole_host'
                then greatest(0, sized.capacity_gpu_seconds - sized.claimed_gpu_seconds - sized.other_gpu_seconds) / sized.whole_rows
            else cast(claims.gpu_seconds as double)
        end as weight_gpu_seconds
    from {{ ref('fct_ai_claims') }} as claims
    inner join sized on claims.host_id = sized.host_id and claims.activity_month = sized.activity_month
    union all
    select
        host_id, activity_month, cast(null as timestamp) as hour_at, 'idle' as consumer_kind, cast(null as string) as consumer_id,
        'rest' as weight_basis, cast(null as decimal(38, 9)) as measured_energy_it_kwh,
        cast(null as decimal(38, 9)) as measured_idle_it_kwh,
        case when whole_rows > 0 then 0 else least(idle_kwh, greatest(0, total_kwh - explicit_kwh)) end as weight_kwh,
        case
            when whole_rows > 0 then 0 else capacity_gpu_seconds - claimed_gpu_seconds - other_gpu_seconds
        end as weight_gpu_seconds
    from sized
    union all
    select
        host_id, activity_month, cast(null as timestamp) as hour_at, 'other' as consumer_kind, cast(null as string) as consumer_id,
        'rest' as weight_basis, cast(null as decimal(38, 9)) as measured_energy_it_kwh,
        cast(null as decimal(38, 9)) as measured_idle_it_kwh,
        case when whole_rows > 0 then 0 else greatest(0, total_kwh - explicit_kwh - idle_kwh) end as weight_kwh,
        other_gpu_seconds as weight_gpu_seconds
    from sized
),

weighed as (
    select
        host_id, activity_month, hour_at, consumer_kind, consumer_id, weight_basis, measured_energy_it_kwh, measured_idle_it_kwh,
        {{ measured('weight_kwh') }} as weight_kwh,
        {{ measured('weight_gpu_seconds') }} as weight_gpu_seconds
    from consumers
),

totalled as (
    select
        weighed.*,
        cast(coalesce(weight_kwh, 0) as double) as kwh,
        cast(sum(weight_kwh) over host as double) as host_kwh,
        cast(coalesce(weight_gpu_seconds, 0) as double) as gpu_seconds,
        cast(sum(weight_gpu_seconds) over host as double) as host_gpu_seconds,
        count(*) filter (where weight_basis = 'whole_host') over host as whole_rows
    from weighed
    window host as (partition by host_id, activity_month)
)

select
    host_id, activity_month, hour_at, consumer_kind, consumer_id, weight_basis, measured_energy_it_kwh, measured_idle_it_kwh,
    weight_kwh, cast(weight_gpu_seconds as double) as weight_gpu_seconds,
    {# Without energy by accelerator time, without either the whole of the host is other work, or the service's that has it. #}
    coalesce(
        kwh / nullif(host_kwh, 0),
        gpu_seconds / nullif(host_gpu_seconds, 0),
        case
            when whole_rows > 0 then case when weight_basis = 'whole_host' then 1 else 0 end / cast(whole_rows as double)
            when consumer_kind = 'other' then 1 else 0
        end
    ) as energy_share,
    gpu_seconds / nullif(host_gpu_seconds, 0) as gpu_time_share
from totalled
