{#
  Who had a board in an hour, and how much each used of it. Slices of MIG by their activity, or by their size alone; else those for
  whom the exporter repeats the board: one is exclusive, several share its time, by their own use where it is known.
#}
with used as (
    select
        usage.*,
        {{ board_key('usage.host_id', 'usage.parent_device_id') }} as board_key,
        usage.device_kind = 'gpu_slice' as is_slice
    from {{ ref('int_device_utilisation_hourly') }} as usage
    where usage.device_kind in ('gpu_slice', 'pod', 'container', 'process') and usage.parent_device_id is not null
),

{# One metric of one exporter for all slices of a board: two of them would count every slice twice. #}
believed as (
    select used.*
    from used
    left join {{ ref('telemetry_preferences') }} as preferences
        on preferences.subject = 'activity_metric' and used.metric = preferences.name
    qualify dense_rank() over (
        partition by used.board_key, used.hour_at, used.is_slice
        order by preferences.rank is null, preferences.rank, used.metric, used.exporter
    ) = 1
),

{# Who shares a slice in time is printed with all of its activity: together they are one slice, and its hour has 3,600 seconds. #}
slices as (
    select
        *,
        least(
            1,
            {{ seconds_per_hour() }}
            / nullif(cast(sum(covered_seconds) over (partition by board_key, hour_at, device_id) as double), 0)
        ) as of_hour
    from believed
    where is_slice
),

repeated as (
    select
        energies.*,
        {{ board_key('host_id', 'device_id') }} as board_key,
        dense_rank() over (
            partition by {{ board_key('host_id', 'device_id') }}, hour_at order by method, exporter, metric
        ) as teller_rank
    from {{ ref('int_device_energy_hourly') }} as energies
    where device_kind = 'gpu' and series_id is not null
),

sharers as (
    select
        board_key,
        hour_at,
        'mig_activity' as share_basis,
        1 as basis_rank,
        device_id as part_id,
        slice_profile,
        namespace,
        pod,
        job_id,
        cast(covered_seconds as double) * of_hour as held_seconds,
        cast(utilisation as double) * cast(covered_seconds as double) * of_hour as busy_seconds
    from slices
    union all
    select
        board_key,
        hour_at,
        'mig_slice' as share_basis,
        2 as basis_rank,
        series_id as part_id,
        slice_profile,
        namespace,
        pod,
        job_id,
        cast(covered_seconds as double) as held_seconds,
        case when coalesce(pod, job_id, namespace) is null then 0 else cast(covered_seconds as double) end as busy_seconds
    from repeated where slice_profile is not null and teller_rank = 1
    union all
    select
        repeated.board_key,
        repeated.hour_at,
        'time_slice' as share_basis,
        3 as basis_rank,
        repeated.series_id as part_id,
        cast(null as string) as slice_profile,
        repeated.namespace,
        repeated.pod,
        repeated.job_id,
        cast(repeated.covered_seconds as double) as held_seconds,
        coalesce(
            cast(uses.utilisation as double) * cast(uses.covered_seconds as double),
            case when count(uses.series_id) over (partition by repeated.board_key, repeated.hour_at) = 0
                then cast(repeated.energy_kwh as double) else 0 end
        ) as busy_seconds
    from repeated
    left join believed as uses
        on
            not uses.is_slice
            and repeated.board_key = uses.board_key
            and repeated.hour_at = uses.hour_at
            and repeated.namespace is not distinct from uses.namespace
            and repeated.pod is not distinct from uses.pod
            and repeated.job_id is not distinct from uses.job_id
    where repeated.slice_profile is null and repeated.teller_rank = 1
)

select
    board_key,
    hour_at,
    case
        when share_basis = 'time_slice' and count(*) over (partition by board_key, hour_at) = 1 then 'exclusive' else share_basis
    end as share_basis,
    part_id,
    namespace,
    pod,
    job_id,
    {# A profile begins with the sevenths of the board that its slice has; one of another shape counts as one. #}
    held_seconds * coalesce(try_cast(split_part(slice_profile, 'g', 1) as int), 1) as idle_weight,
    busy_seconds * coalesce(try_cast(split_part(slice_profile, 'g', 1) as int), 1) as active_weight
from sharers
qualify rank() over (partition by board_key, hour_at order by basis_rank) = 1
