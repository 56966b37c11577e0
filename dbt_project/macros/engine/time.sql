{# Whole hours that a line touches, at least one. #}
{% macro hours_spanned(start_at, end_at) %}{{ return(adapter.dispatch('hours_spanned', 'tonne')(start_at, end_at)) }}{% endmacro %}
{% macro duckdb__hours_spanned(start_at, end_at) -%}
    greatest(1, datediff('hour', {{ start_at }}, coalesce({{ end_at }}, {{ start_at }})))
{%- endmacro %}
{% macro spark__hours_spanned(start_at, end_at) -%}
    greatest(1, datediff(hour, {{ start_at }}, coalesce({{ end_at }}, {{ start_at }})))
{%- endmacro %}

{# First day of the month of a date or timestamp, as a date. #}
{% macro month_of(moment) %}cast(date_trunc('month', {{ moment }}) as date){% endmacro %}

{# Hours of the calendar month that begins on `month`. #}
{% macro hours_of_month(month) %}{{ hours_per_day() }} * extract(day from last_day({{ month }})){% endmacro %}

{# Whole hours from one hour to a later one. #}
{% macro hours_between(earlier, later) %}{{ return(adapter.dispatch('hours_between', 'tonne')(earlier, later)) }}{% endmacro %}
{% macro duckdb__hours_between(earlier, later) %}datediff('hour', {{ earlier }}, {{ later }}){% endmacro %}
{% macro spark__hours_between(earlier, later) %}datediff(hour, {{ earlier }}, {{ later }}){% endmacro %}

{% macro hour_of(moment) %}date_trunc('hour', {{ moment }}){% endmacro %}

{# The same moment a day later. #}
{% macro next_day(moment) %}{{ moment }} + interval '1' day{% endmacro %}

{# Whole minutes from one moment to a later one. #}
{% macro minutes_between(earlier, later) %}{{ return(adapter.dispatch('minutes_between', 'tonne')(earlier, later)) }}{% endmacro %}
{% macro duckdb__minutes_between(earlier, later) %}datediff('minute', {{ earlier }}, {{ later }}){% endmacro %}
{% macro spark__minutes_between(earlier, later) %}datediff(minute, {{ earlier }}, {{ later }}){% endmacro %}

{# The same moment an hour later. #}
{% macro next_hour(moment) %}{{ moment }} + interval '1' hour{% endmacro %}

{# The moment so many whole hours after another. #}
{% macro hours_after(moment, hours) %}{{ return(adapter.dispatch('hours_after', 'tonne')(moment, hours)) }}{% endmacro %}
{% macro duckdb__hours_after(moment, hours) %}{{ moment }} + to_hours({{ hours }}){% endmacro %}
{% macro spark__hours_after(moment, hours) %}{{ moment }} + make_interval(0, 0, 0, 0, cast({{ hours }} as int)){% endmacro %}

{# Microseconds since 1970 of a UTC moment, and back: integers are subtracted faster than moments, and exactly. #}
{% macro micros_of(moment) %}{{ return(adapter.dispatch('micros_of', 'tonne')(moment)) }}{% endmacro %}
{% macro duckdb__micros_of(moment) %}epoch_us({{ moment }}){% endmacro %}
{% macro spark__micros_of(moment) %}unix_micros({{ moment }}){% endmacro %}

{% macro moment_of(micros) %}{{ return(adapter.dispatch('moment_of', 'tonne')(micros)) }}{% endmacro %}
{% macro duckdb__moment_of(micros) %}make_timestamp({{ micros }}){% endmacro %}
{% macro spark__moment_of(micros) %}timestamp_micros({{ micros }}){% endmacro %}

{# Every column of a relation, once for each step from `first` to `last`, both counted. #}
{% macro stepped_rows(relation, first, last, step, name) %}
    {{- return(adapter.dispatch('stepped_rows', 'tonne')(relation, first, last, step, name)) -}}
{% endmacro %}
{% macro duckdb__stepped_rows(relation, first, last, step, name) -%}
    select *, unnest(generate_series({{ first }}, {{ last }}, {{ step }})) as {{ name }} from {{ relation }}
{%- endmacro %}
{% macro spark__stepped_rows(relation, first, last, step, name) -%}
    select *, explode(sequence({{ first }}, {{ last }}, {{ step }})) as {{ name }} from {{ relation }}
{%- endmacro %}

{# The date so many days after another. #}
{% macro days_after(day, days) %}{{ return(adapter.dispatch('days_after', 'tonne')(day, days)) }}{% endmacro %}
{% macro duckdb__days_after(day, days) %}(cast({{ day }} as date) + cast({{ days }} as int)){% endmacro %}
{% macro spark__days_after(day, days) %}date_add(cast({{ day }} as date), cast({{ days }} as int)){% endmacro %}
