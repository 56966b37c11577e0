{# Services of models and what they run on. #}
select
    slice_id,
    slice_version,
    service_id,
    model_id,
    team_id,
    namespace,
    pod_glob,
    host_ids,
    training_run_id,
    projected_requests,
    valid_from,
    valid_to
from {{ source('raw', 'organisation_ai_services') }}
