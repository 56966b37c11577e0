{# The fiscal year of a month, named by the calendar year in which it ends; an entity without a register has calendar years. #}
{% macro fiscal_year(month, start_month) -%}
    cast(extract(year from {{ month }}) as int)
    + case when coalesce({{ start_month }}, 1) > 1 and extract(month from {{ month }}) >= {{ start_month }} then 1 else 0 end
{%- endmacro %}
