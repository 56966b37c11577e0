{# Budgets with what they are of. #}
select
    budget_id,
    budget_kind,
    subject_ids,
    subject_kind,
    subject_id,
    method,
    budget_kgco2e,
    planned_gpu_hours,
    starts_on,
    ends_on
from {{ ref('int_budget_subjects') }}
