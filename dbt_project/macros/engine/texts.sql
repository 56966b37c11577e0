{# Texts of a group joined in their own order, so that the result does not depend on the order of rows. #}
{% macro joined_text(expression, separator="','") %}
    {{- return(adapter.dispatch('joined_text', 'tonne')(expression, separator)) -}}
{% endmacro %}
{% macro duckdb__joined_text(expression, separator) -%}
    string_agg(distinct {{ expression }}, {{ separator }} order by {{ expression }})
{%- endmacro %}
{% macro spark__joined_text(expression, separator) -%}
    array_join(array_sort(collect_set({{ expression }})), {{ separator }})
{%- endmacro %}

{# One row per part of a joined text: the text itself and the part. The separator is a plain sign, such as a comma. #}
{% macro split_rows(relation, text, part, separator=',') %}
    {{- return(adapter.dispatch('split_rows', 'tonne')(relation, text, part, separator)) -}}
{% endmacro %}
{% macro duckdb__split_rows(relation, text, part, separator) -%}
    select {{ text }}, unnest(string_split({{ text }}, '{{ separator }}')) as {{ part }} from {{ relation }}
{%- endmacro %}
{% macro spark__split_rows(relation, text, part, separator) -%}
    select {{ text }}, explode(split({{ text }}, '{{ separator }}')) as {{ part }} from {{ relation }}
{%- endmacro %}
