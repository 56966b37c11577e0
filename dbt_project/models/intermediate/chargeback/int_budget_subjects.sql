{# Budgets with what they are of, a row each; a portfolio says of what kind its subjects are. #}
{{ config(materialized='view') }}
with lists as (
    select distinct subject_ids from {{ ref('stg_organisation__budgets') }}
),

split_up as (
    {{ split_rows('lists', 'subject_ids', 'part', ';') }}
)

select
    budgets.budget_id,
    budgets.budget_kind,
    budgets.subject_ids,
    case when budgets.budget_kind = 'portfolio' then trim(split_part(split_up.part, ':', 1)) else budgets.budget_kind end as subject_kind,
    case
        when budgets.budget_kind = 'portfolio' then trim(regexp_extract(split_up.part, '^[^:]*:(.*)$', 1)) else trim(split_up.part)
    end as subject_id,
    budgets.method,
    budgets.budget_kgco2e,
    budgets.planned_gpu_hours,
    budgets.starts_on,
    budgets.ends_on
from {{ ref('stg_organisation__budgets') }} as budgets
inner join split_up on budgets.subject_ids = split_up.subject_ids
