{# Power of GPUs while W&B runs went on, as sampled. #}
select
    slice_id,
    slice_version,
    run_id,
    experiment_id,
    run_name,
    host_id,
    device_id,
    metric,
    sampled_at,
    power_w,
    run_started_at,
    run_ended_at,
    run_outcome,
    metric like '%gpu.process.%' as is_of_process
from {{ source('raw', 'wandb_metrics') }}
