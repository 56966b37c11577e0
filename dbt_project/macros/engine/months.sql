{# Months and spans of time: how many seconds, and one row per month. #}
{% macro seconds_between(earlier, later) %}{{ return(adapter.dispatch('seconds_between', 'tonne')(earlier, later)) }}{% endmacro %}
{% macro duckdb__seconds_between(earlier, later) -%}
    datediff('second', cast({{ earlier }} as timestamp), cast({{ later }} as timestamp))
{%- endmacro %}
{% macro spark__seconds_between(earlier, later) -%}
    datediff(second, cast({{ earlier }} as timestamp), cast({{ later }} as timestamp))
{%- endmacro %}

{# One row per month from `first` to `last`, both the first day of a month and included; `keep` names what stays of the row. #}
{% macro exploded_months(relation, first, last, keep) %}
    {{- return(adapter.dispatch('exploded_months', 'tonne')(relation, first, last, keep)) -}}
{% endmacro %}
{% macro duckdb__exploded_months(relation, first, last, keep) -%}
    select {{ keep | join(', ') }}, cast(unnest(generate_series({{ first }}, {{ last }}, interval '1' month)) as date) as activity_month
    from {{ relation }}
    where {{ first }} <= {{ last }}
{%- endmacro %}
{% macro spark__exploded_months(relation, first, last, keep) -%}
    select {{ keep | join(', ') }}, explode(sequence({{ first }}, {{ last }}, interval '1' month)) as activity_month
    from {{ relation }}
    where {{ first }} <= {{ last }}
{%- endmacro %}

{# The same day a month later. #}
{% macro next_month(month) %}cast({{ month }} + interval '1' month as date){% endmacro %}

{# So many months as an interval. #}
{% macro months_interval(count) %}{{ return(adapter.dispatch('months_interval', 'tonne')(count)) }}{% endmacro %}
{% macro duckdb__months_interval(count) %}to_months(cast({{ count }} as int)){% endmacro %}
{% macro spark__months_interval(count) %}make_ym_interval(0, {{ count }}){% endmacro %}
