{# What an entry of the books is known by; whoever explains an entry must find it by the same. #}

{# The entry of a line and team of an own site. `entity_id` stands beside the columns of `figures`, a row of int_site_figures_owned. #}
{% macro site_entry_id(figures) -%}
    {%- set line = ['activity_month', 'part', 'flow', 'rule_id', 'scope', 's3_category', 's3_subcategory', 'evidence_tier', 'component',
                    'method', 'recognition_basis', 'reason', 'market_basis', 'is_market_complete', 'factor_sets', 'site_id', 'team_id'] -%}
    {%- set columns = [] -%}
    {%- for column in line -%}{%- do columns.append(figures ~ '.' ~ column) -%}{%- endfor -%}
    {{ surrogate_key(columns + ['entity_id']) }}
{%- endmacro %}
