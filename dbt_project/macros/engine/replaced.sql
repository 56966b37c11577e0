{#
  Tables and views take the place of what stood there, in one transaction. dbt's own way builds beside it, renames twice and drops: for
  most models that costs more than their query.
#}
{% materialization table, adapter='duckdb' %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- do drop_other_type(target_relation) -%}
    {{ run_hooks(pre_hooks) }}
    {%- call statement('main') -%}
        drop table if exists {{ target_relation }};
        {{ create_table_as(false, target_relation, compiled_code) }}
    {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {%- do adapter.commit() -%}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}

{% materialization view, adapter='duckdb' %}
    {%- set target_relation = this.incorporate(type='view') -%}
    {%- do drop_other_type(target_relation) -%}
    {{ run_hooks(pre_hooks) }}
    {%- call statement('main') -%}
        create or replace view {{ target_relation }} as (
            {{ sql }}
        );
    {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {%- do adapter.commit() -%}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}

{# A view where there is to be a table, or a table where there is to be a view. #}
{% macro drop_other_type(target_relation) -%}
    {%- set existing = load_cached_relation(target_relation) -%}
    {%- if existing is not none and existing.type != target_relation.type -%}{%- do adapter.drop_relation(existing) -%}{%- endif -%}
{%- endmacro %}
