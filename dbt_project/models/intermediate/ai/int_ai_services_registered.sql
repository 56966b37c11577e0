{# Services as registered, their team never null. #}
{{ config(materialized='view') }}
select
    service_id, model_id, coalesce(team_id, 'unattributed') as team_id, namespace, pod_glob, host_ids, training_run_id,
    projected_requests, valid_from, valid_to
from {{ ref('stg_organisation__ai_services') }}
