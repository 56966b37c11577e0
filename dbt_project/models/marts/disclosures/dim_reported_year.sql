{# The years that a statement of a fiscal year shows: itself, the one before, the base year, and the years of targets. #}
with stated as (
    select distinct entity_id, fiscal_year from {{ ref('fct_disclosure_facts') }} where has_entries
),

policy as (
    select base_year from {{ ref('int_disclosure_policies') }}
),

target_years as (
    select distinct target_year from {{ ref('dim_target') }}
)

select entity_id, fiscal_year, 'n' as year_role, fiscal_year as reported_fiscal_year
from stated
union all
select entity_id, fiscal_year, 'n_minus_1' as year_role, fiscal_year - 1 as reported_fiscal_year
from stated
union all
select stated.entity_id, stated.fiscal_year, 'base' as year_role, policy.base_year as reported_fiscal_year
from stated
cross join policy
union all
select stated.entity_id, stated.fiscal_year, 'target' as year_role, target_years.target_year as reported_fiscal_year
from stated
inner join target_years on stated.fiscal_year < target_years.target_year
