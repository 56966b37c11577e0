{#
  Runs that CodeCarbon measured. A line of its CSV is the run so far, so the largest of each part is the run; emissions of its
  API and tasks are parts of it, and are summed where no line tells the whole.
#}
with whole as (
    select
        run_key,
        reading,
        case reading when 'run_total' then 1 when 'time_slice' then 2 else 3 end as reading_rank,
        min(started_at) as starts_at,
        max(ended_at) as ends_at,
        case when reading = 'run_total' then max(cpu_energy_it_kwh) else sum(cpu_energy_it_kwh) end as cpu_energy_it_kwh,
        case when reading = 'run_total' then max(gpu_energy_it_kwh) else sum(gpu_energy_it_kwh) end as gpu_energy_it_kwh,
        case when reading = 'run_total' then max(ram_energy_it_kwh) else sum(ram_energy_it_kwh) end as ram_energy_it_kwh,
        case when reading = 'run_total' then max(energy_it_kwh) else sum(energy_it_kwh) end as total_it_kwh,
        case when reading = 'run_total' then max(energy_in_file_kwh) else sum(energy_in_file_kwh) end as energy_in_file_kwh,
        case when reading = 'run_total' then max(water_site_l) else sum(water_site_l) end as water_site_l,
        max(reading_note) as reading_note
    from {{ ref('int_codecarbon_readings') }}
    group by run_key, reading
),

chosen as (
    select *
    from whole
    qualify row_number() over (partition by run_key order by reading_rank) = 1
),

-- The last line says what holds for the whole run.
lasts as (
    select *
    from {{ ref('int_codecarbon_readings') }}
    qualify row_number() over (partition by run_key, reading order by ended_at desc, duration_s desc, slice_id asc, source_place asc) = 1
),

runs as (
    select
        chosen.run_key,
        lasts.run_id,
        lasts.host_id,
        lasts.machine_key,
        lasts.codecarbon_version as tracker_version,
        lasts.tracking_mode,
        lasts.pue_in_file,
        chosen.reading,
        chosen.reading_note,
        chosen.starts_at,
        chosen.ends_at,
        {{ elapsed_seconds('chosen.starts_at', 'chosen.ends_at') }} as duration_s,
        chosen.cpu_energy_it_kwh,
        chosen.gpu_energy_it_kwh,
        chosen.ram_energy_it_kwh,
        chosen.total_it_kwh,
        chosen.energy_in_file_kwh,
        chosen.water_site_l,
        chosen.total_it_kwh is null
        or coalesce(
            cast(chosen.cpu_energy_it_kwh + chosen.gpu_energy_it_kwh + chosen.ram_energy_it_kwh as double)
            >= policies.value * cast(chosen.total_it_kwh as double),
            false
        ) as is_told_by_parts,
        lasts.slice_id,
        lasts.slice_version
    from chosen
    inner join lasts on chosen.run_key = lasts.run_key and chosen.reading = lasts.reading
    inner join {{ ref('policies') }} as policies on policies.policy_id = 'tracker_parts_share_min'
),

repeated as (
    select distinct shorter.run_key
    from runs as shorter
    inner join runs as longer
        on
            shorter.machine_key = longer.machine_key
            and shorter.run_key <> longer.run_key
            and shorter.starts_at < longer.ends_at
            and shorter.ends_at > longer.starts_at
            and shorter.tracking_mode = 'machine'
            and longer.tracking_mode = 'machine'
            and (
                shorter.duration_s < longer.duration_s
                or (shorter.duration_s = longer.duration_s and shorter.run_key > longer.run_key)
            )
    inner join {{ ref('policies') }} as policies on policies.policy_id = 'tracker_rank_overlap_share_min'
    where
        {{ elapsed_seconds('greatest(shorter.starts_at, longer.starts_at)', 'least(shorter.ends_at, longer.ends_at)') }}
        >= policies.value * shorter.duration_s
)

select
    runs.*,
    case
        when runs.is_told_by_parts
            then {{ total_of(['runs.cpu_energy_it_kwh', 'runs.gpu_energy_it_kwh', 'runs.ram_energy_it_kwh']) }}
        else runs.total_it_kwh
    end as energy_it_kwh,
    repeated.run_key is not null as is_duplicate_rank
from runs
left join repeated on runs.run_key = repeated.run_key
