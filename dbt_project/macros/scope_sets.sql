{# The sets of scopes that a total is stated for, a row per scope in it. #}
{% macro scope_sets() -%}
    {%- for scopes in [[1], [2], [1, 2], [3], [1, 2, 3]] -%}
        {%- set is_last = loop.last -%}
        {%- for scope in scopes %}
            select '{{ scopes | join('+') }}' as scope_set, {{ scope }} as scope
            {{ 'union all' if not (is_last and loop.last) }}
        {%- endfor -%}
    {%- endfor -%}
{%- endmacro %}

{# Booked figures of the statutory view by fiscal year and set of scopes, an entry in each set and method that it counts in. #}
{% macro statutory_entries() -%}
    select
        ledger.ledger_entry_id, ledger.entity_id,
        {{ fiscal_year('ledger.activity_month', 'entities.fiscal_year_start_month') }} as fiscal_year,
        sets.scope_set, ledger.method, ledger.evidence_tier, ledger.kgco2e
    from {{ ref('fct_carbon_ledger_by_method') }} as ledger
    left join {{ ref('dim_entity') }} as entities on ledger.entity_id = entities.entity_id
    inner join ({{ scope_sets() }}) as sets on ledger.scope = sets.scope
    where ledger.recognition_basis <> 'amortised' and ledger.method in ('location', 'market')
{%- endmacro %}
