{# What a closed year said is what is stated of it now, or stands beside it as stated before. #}
with hard_years as (
    select fiscal_year from {{ ref('dim_accounting_period') }} group by fiscal_year having bool_and(status = 'hard')
),

closed as (
    select bridge.entity_id, bridge.fiscal_year, bridge.concept_key, {{ tonnes('sum(bridge.sign * bridge.kgco2e)') }} as value
    from {{ ref('bridge_concept_entries') }} as bridge
    inner join hard_years on bridge.fiscal_year = hard_years.fiscal_year
    where bridge.book = 'closed'
    group by bridge.entity_id, bridge.fiscal_year, bridge.concept_key
)

select closed.fiscal_year, closed.concept_key, closed.value as closed_value, coalesce(facts.previous_value, facts.value) as stated_value
from closed
inner join {{ ref('fct_disclosure_facts') }} as facts
    on
        closed.entity_id = facts.entity_id
        and closed.fiscal_year = facts.fiscal_year
        and closed.concept_key = facts.concept_key
where facts.has_entries and not facts.is_computed and closed.value is distinct from coalesce(facts.previous_value, facts.value)
