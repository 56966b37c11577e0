{#
  IT energy that trackers measured in the process of an attempt: one tracker's reading per attempt and host, by the order of
  `ai_trackers`; duplicate ranks left out, the whole rather than its parts where a tracker prints both.
#}
with readings as (
    select
        energy.run_id as attempt_id,
        energy.host_id,
        energy.tracker,
        energy.starts_at,
        energy.ends_at,
        sum(energy.energy_it_kwh) filter (where energy.component = 'all') as whole_kwh,
        sum(energy.energy_it_kwh) filter (where energy.component <> 'all') as parts_kwh
    from {{ ref('stg_ai__tracker_energy') }} as energy
    where not coalesce(energy.is_duplicate_rank, false)
    group by energy.run_id, energy.host_id, energy.tracker, energy.starts_at, energy.ends_at
)

select
    readings.attempt_id,
    readings.host_id,
    readings.tracker,
    readings.starts_at,
    readings.ends_at,
    {{ measured('coalesce(readings.whole_kwh, readings.parts_kwh)') }} as energy_it_kwh
from readings
left join {{ ref('ai_trackers') }} as trackers on readings.tracker = trackers.tracker
qualify dense_rank() over (
    partition by readings.attempt_id, readings.host_id
    order by coalesce(trackers.preference, (select max(preference) + 1 from {{ ref('ai_trackers') }})), readings.tracker
) = 1
