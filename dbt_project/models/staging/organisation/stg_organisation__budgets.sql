{# Budgets of teams, models and portfolios as registered. #}
select
    budget_id,
    kind as budget_kind,
    subject_ids,
    {{ measured('tco2e * ' ~ kg_per_tonne()) }} as budget_kgco2e,
    {{ priced('gpu_hours') }} as planned_gpu_hours,
    starts_on,
    ends_on,
    method
from {{ source('raw', 'organisation_budgets') }}
