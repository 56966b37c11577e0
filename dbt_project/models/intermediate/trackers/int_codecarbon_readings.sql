{#
  Readings of CodeCarbon as IT energy: the PUE that a version multiplied in is taken out again. Lines without a run id
  that began together on one machine are one run.
#}
with rated as (
    select
        readings.*,
        case
            when coalesce(rules.is_energy_inflated, false) and readings.pue > 0 then readings.pue
            else 1
        end as pue_inside,
        lag(readings.started_at) over (
            partition by readings.run_id is null, readings.machine_key, readings.project_name
            order by readings.started_at, readings.ended_at, readings.slice_id, readings.source_place
        ) as before_at
    from {{ ref('stg_codecarbon__runs') }} as readings
    left join {{ ref('tracker_pue_rules') }} as rules
        on
            rules.tracker = 'codecarbon'
            and {{ model_order("coalesce(readings.codecarbon_version, '0')") }} >= {{ model_order('rules.version_from') }}
            and (
                rules.version_to is null
                or {{ model_order("coalesce(readings.codecarbon_version, '0')") }} < {{ model_order('rules.version_to') }}
            )
),

numbered as (
    select
        rated.*,
        sum(
            case when {{ elapsed_seconds('rated.before_at', 'rated.started_at') }} <= policies.value then 0 else 1 end
        ) over (
            partition by rated.run_id is null, rated.machine_key, rated.project_name
            order by rated.started_at, rated.ended_at, rated.slice_id, rated.source_place
            rows unbounded preceding
        ) as run_number
    from rated
    inner join {{ ref('policies') }} as policies on policies.policy_id = 'tracker_start_tolerance_s'
),

named as (
    select
        *,
        coalesce(
            run_id, concat('unnamed-', {{ surrogate_key(['machine_key', 'project_name', 'run_number']) }})
        ) as run_key
    from numbered
)

select
    run_key,
    run_id,
    reading,
    reading_note,
    slice_id,
    slice_version,
    source_place,
    host_id,
    machine_key,
    task_name,
    started_at,
    ended_at,
    duration_s,
    codecarbon_version,
    lower(tracking_mode) as tracking_mode,
    pue as pue_in_file,
    {{ measured('cpu_energy_kwh / pue_inside') }} as cpu_energy_it_kwh,
    {{ measured('gpu_energy_kwh / pue_inside') }} as gpu_energy_it_kwh,
    {{ measured('ram_energy_kwh / pue_inside') }} as ram_energy_it_kwh,
    {{ measured('energy_consumed_kwh / pue_inside') }} as energy_it_kwh,
    {{ measured('energy_consumed_kwh') }} as energy_in_file_kwh,
    {{ measured('water_consumed_l / pue_inside') }} as water_site_l
from named
qualify row_number() over (
    partition by run_key, reading, task_name, ended_at, duration_s order by slice_id, source_place
) = 1
