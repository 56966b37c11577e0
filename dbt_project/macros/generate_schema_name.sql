{# Schemas carry plain names (marts, staging …): a reader types `marts.fct_carbon_ledger` on every machine. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
