{#
  IT energy that trackers measured in the process of an attempt, by host and window: what is counted once of it, the parts
  added or the whole where only that is told.
#}
select
    run_id as attempt_id,
    host_id,
    {{ joined_text('tracker') }} as trackers,
    starts_at,
    ends_at,
    sum(energy_it_kwh) as energy_it_kwh
from {{ ref('int_tracker_energy') }}
where not coalesce(is_duplicate_rank, false) and energy_it_kwh is not null
group by run_id, host_id, starts_at, ends_at
