{# Seconds from one moment to a later one, with their fractions, as a double. #}
{% macro elapsed_seconds(earlier, later) %}{{ return(adapter.dispatch('elapsed_seconds', 'tonne')(earlier, later)) }}{% endmacro %}
{% macro duckdb__elapsed_seconds(earlier, later) -%}
    (cast(epoch_us({{ later }}) - epoch_us({{ earlier }}) as double) / {{ microseconds_per_second() }})
{%- endmacro %}
{% macro spark__elapsed_seconds(earlier, later) -%}
    (cast(unix_micros({{ later }}) - unix_micros({{ earlier }}) as double) / {{ microseconds_per_second() }})
{%- endmacro %}
