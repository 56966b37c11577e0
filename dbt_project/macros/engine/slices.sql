{#
  The one incremental mechanism. A model holds (slice_id, build_key); `stg_lake__slice_versions` names the current
  key of every slice. A run computes the slices whose current key the table lacks, and drops in the same
  transaction every row whose pair is no longer current. State is what the table holds: no watermark, no variable.
#}
{% macro slices_to_build() -%}
    {# Literal ids, so that the scan opens the files of these slices only. #}
    {%- if not execute or flags.WHICH not in ('run', 'build') -%}{{ return(none) }}{%- endif -%}
    {%- set query -%}
        select slice_id from {{ ref('stg_lake__slice_versions') }} as current_slices
        where model = '{{ model.name }}'
        {%- if is_incremental() %}
            and not exists (
                select 1 from (select distinct slice_id, build_key from {{ this }}) as held
                where held.slice_id = current_slices.slice_id and held.build_key = current_slices.build_key
            )
        {%- endif %}
        order by slice_id
    {%- endset -%}
    {{ return(run_query(query).columns[0].values() | list) }}
{%- endmacro %}

{% macro in_slices(slices, column='slice_id') -%}
    {%- if slices is none -%}true
    {%- elif slices | length == 0 -%}false
    {%- else -%}{{ column }} in ({% for slice in slices %}'{{ slice }}'{{ ', ' if not loop.last }}{% endfor %})
    {%- endif -%}
{%- endmacro %}

{# dbt-spark refuses names of its own kind, so the name of the strategy follows the target. #}
{% macro slice_strategy() %}{{ 'replace_slices' if target.type == 'duckdb' else 'insert_overwrite' }}{% endmacro %}

{% macro get_incremental_replace_slices_sql(arguments) -%}
    {%- set columns = arguments['dest_columns'] | map(attribute='quoted') | join(', ') -%}
    delete from {{ arguments['target_relation'] }}
    where (slice_id, build_key) not in (
        select slice_id, build_key from {{ ref('stg_lake__slice_versions') }} where model = '{{ model.name }}'
    );
    {% if env_var('TONNE_CRASH_AT', '') %}select tonne_checkpoint('inside_{{ model.name }}');{% endif %}
    insert into {{ arguments['target_relation'] }} ({{ columns }})
    select {{ columns }} from {{ arguments['temp_relation'] }}
{%- endmacro %}
