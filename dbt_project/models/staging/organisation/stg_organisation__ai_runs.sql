{# Runs of models, an attempt a row. #}
select
    slice_id,
    slice_version,
    run_id,
    experiment_id,
    model_id,
    team_id,
    parent_run_id,
    cast(attempt as int) as attempt,
    outcome,
    starts_at,
    ends_at,
    host_ids,
    job_id,
    pod,
    cast(gpu_count as int) as gpu_count,
    tokens,
    flops,
    epochs,
    parameters,
    quality_metric,
    quality_value
from {{ source('raw', 'organisation_ai_runs') }}
