{#
  Attempts as registered, each under the run that it belongs to. The final attempt is the last that succeeded; whatever else
  was tried is kept, for its energy was used.
#}
select
    coalesce(parent_run_id, run_id) as run_id,
    run_id as attempt_id,
    attempt,
    experiment_id,
    model_id,
    coalesce(team_id, 'unattributed') as team_id,
    outcome,
    outcome = 'succeeded' and row_number() over (
        partition by coalesce(parent_run_id, run_id), outcome order by attempt desc, ends_at desc, run_id desc
    ) = 1 as is_final,
    starts_at,
    ends_at,
    host_ids,
    job_id,
    pod,
    gpu_count,
    {{ priced('cast(gpu_count as double) * ' ~ seconds_between('starts_at', 'ends_at') ~ ' / ' ~ seconds_per_hour()) }} as gpu_hours,
    tokens,
    flops,
    epochs,
    parameters,
    quality_metric,
    quality_value
from {{ ref('stg_organisation__ai_runs') }}
