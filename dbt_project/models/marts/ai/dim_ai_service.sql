{# Services of models as last registered, with the run that trained them: `training_run_id` may name the run or one of its attempts. #}
with services as (
    select service_id, model_id, team_id, training_run_id as training_name, projected_requests
    from {{ ref('int_ai_services_registered') }}
    qualify row_number() over (partition by service_id order by valid_from desc nulls last) = 1
),

named as (
    select run_id as name, run_id from {{ ref('int_ai_runs_registered') }}
    union
    select attempt_id as name, run_id from {{ ref('int_ai_runs_registered') }}
)

select
    services.service_id, services.model_id, services.team_id,
    coalesce(named.run_id, services.training_name) as training_run_id,
    services.projected_requests
from services
left join named on services.training_name = named.name
