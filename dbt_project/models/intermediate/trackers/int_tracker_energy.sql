{#
  IT energy of runs as their trackers measured it, by part where the parts are told. What another rank or another tracker
  measured too is marked and not to be counted: on the same host, or where either does not say on which.
#}
with codecarbon as (
    select *, coalesce(run_id, run_key) as told_run_id
    from {{ ref('int_codecarbon_runs') }}
),

parts as (
    select *, 'cpu' as component, cpu_energy_it_kwh as part_it_kwh from codecarbon where is_told_by_parts
    union all
    select *, 'gpu' as component, gpu_energy_it_kwh as part_it_kwh from codecarbon where is_told_by_parts
    union all
    select *, 'ram' as component, ram_energy_it_kwh as part_it_kwh from codecarbon where is_told_by_parts
    union all
    select *, 'all' as component, total_it_kwh as part_it_kwh from codecarbon where not is_told_by_parts
),

told as (
    select
        told_run_id as run_id, 'codecarbon' as tracker, 1 as tracker_rank, tracker_version, host_id, starts_at, ends_at, component,
        part_it_kwh as energy_it_kwh, pue_in_file, tracking_mode, is_duplicate_rank, slice_id, slice_version,
        concat_ws(
            ', ', reading_note,
            case when run_id is null then 'no_run_id' end,
            case when reading <> 'run_total' then concat('sum_of_', reading, 's') end,
            case when pue_in_file is null then 'pue_not_in_file' end,
            case when is_duplicate_rank and host_id is null then 'host_by_its_facts' end
        ) as reading_note
    from parts
    where part_it_kwh is not null
    union all
    select
        run_id, 'boamps' as tracker, 2 as tracker_rank, tracker_version, host_id, starts_at, ends_at, 'all' as component,
        energy_it_kwh, cast(null as double) as pue_in_file, cast(null as string) as tracking_mode, is_duplicate_rank,
        slice_id, slice_version, 'pue_not_in_file' as reading_note
    from {{ ref('int_boamps_measures') }}
    union all
    select
        run_id, tracker, case tracker when 'mlflow' then 3 else 4 end as tracker_rank, cast(null as string) as tracker_version,
        host_id, starts_at, ends_at, 'gpu' as component, energy_it_kwh, cast(null as double) as pue_in_file,
        case when is_of_process then 'process' else 'machine' end as tracking_mode, false as is_duplicate_rank,
        slice_id, slice_version,
        concat_ws(', ', device_id, 'power_integral', case when gap_count > 0 then concat(cast(gap_count as string), '_gaps') end)
            as reading_note
    from {{ ref('int_tracker_power') }}
    where energy_it_kwh is not null
),

ranked as (
    select
        *,
        tracker_rank > least(
            min(tracker_rank) over (partition by run_id, host_id),
            min(case when host_id is null then tracker_rank end) over (partition by run_id),
            case when host_id is null then min(tracker_rank) over (partition by run_id) end
        ) as is_told_by_another
    from told
)

select
    run_id,
    tracker,
    tracker_version,
    host_id,
    starts_at,
    ends_at,
    component,
    energy_it_kwh,
    pue_in_file,
    tracking_mode,
    is_duplicate_rank or is_told_by_another as is_duplicate_rank,
    nullif(
        concat_ws(
            ', ', nullif(reading_note, ''),
            case when is_told_by_another then 'another_tracker_told' end
        ), ''
    ) as reading_note,
    slice_id,
    slice_version
from ranked
