{#
  The one incremental mechanism. A model holds (slice_id, build_key); `stg_lake__slice_versions` names the current
  key of every slice. A run computes the slices whose current key the table lacks, and drops in the same
  transaction every row whose pair is no longer current. State is what the table holds: no watermark, no variable.
#}
{% macro slices_to_build(has_table=none) -%}
    {# Literal ids, so that the scan opens the files of these slices only. #}
    {%- if not execute or flags.WHICH not in ('run', 'build') -%}{{ return(none) }}{%- endif -%}
    {%- set query -%}
        select slice_id from {{ ref('stg_lake__slice_versions') }} as current_slices
        where model = '{{ model.name }}'
        {%- if has_table or is_incremental() %}
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
    {%- else -%}{{ column }} in ({{ slice_list(slices) }})
    {%- endif -%}
{%- endmacro %}

{# The same of a table of the warehouse: DuckDB asks a list while it scans, where of `in` it would read every column of every row first. #}
{% macro holding_slices(slices, column='slice_id') -%}
    {%- if slices and target.type == 'duckdb' -%}
        list_contains([{{ slice_list(slices) }}], {{ column }})
    {%- else -%}{{ in_slices(slices, column) }}
    {%- endif -%}
{%- endmacro %}

{# dbt-spark refuses names of its own kind, so the name of the strategy follows the target. #}
{% macro slice_strategy() %}{{ 'replace_slices' if target.type == 'duckdb' else 'insert_overwrite' }}{% endmacro %}

{# New rows are selected into the table itself: from dbt's temporary table they would be written twice. #}
{% macro duckdb__create_table_as(temporary, relation, compiled_code, language='sql', partitioned_by=none, sorted_by=none) -%}
    {%- if temporary and config.get('incremental_strategy') == 'replace_slices' -%}
        {%- if config.get('contract').enforced -%}{{ get_assert_columns_equivalent(compiled_code) }}{%- endif -%}
        create temporary view {{ relation.include(database=false, schema=false) }} as (
            {{ compiled_code }}
        );
    {%- else -%}
        {{ dbt.duckdb__create_table_as(temporary, relation, compiled_code, language, partitioned_by, sorted_by) }}
    {%- endif -%}
{%- endmacro %}

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

{#
  Samples are many: a model of them computes a part of its slices in its own query and the others after it, part by part, in the
  same transaction, so that memory is bounded by a part. A part is one slice, or as many as stay below the number of rows.
#}
{% macro first_slices() -%}
    {%- set parts = sliced_parts(slices_to_build()) -%}
    {{ return(none if parts is none else (parts[0] if parts else [])) }}
{%- endmacro %}

{% macro in_part(slices, column='slice_id') -%}
    {%- if slices is none -%}true
    {%- else -%}{{ column }} in (/* part */ {{ slice_list(slices) }} /* end of part */)
    {%- endif -%}
{%- endmacro %}

{% macro slice_list(slices) -%}
    {% for slice in slices %}'{{ slice }}'{{ ', ' if not loop.last }}{% endfor %}{{ "''" if not slices }}
{%- endmacro %}

{% macro sliced_parts(slices) -%}
    {%- set landed = ref('stg_lake__slices') -%}
    {%- if slices is none -%}{{ return(none) }}{%- endif -%}
    {%- set query -%}
        select slice_id, max(row_count) as row_count from {{ landed }} where is_current group by slice_id
    {%- endset -%}
    {%- set rows = {} -%}
    {%- for row in run_query(query).rows %}{% do rows.update({row[0]: row[1] | int}) %}{% endfor -%}
    {%- set most = env_var('TONNE_SAMPLES_AT_ONCE', samples_at_once()) | int -%}
    {%- set state = {'rows': most} -%}
    {%- set parts = [] -%}
    {%- for slice in slices -%}
        {%- do state.update({'rows': state['rows'] + rows.get(slice, 0)}) -%}
        {%- if state['rows'] > most or not parts -%}
            {%- do parts.append([]) -%}
            {%- do state.update({'rows': rows.get(slice, 0)}) -%}
        {%- endif -%}
        {%- do parts[-1].append(slice) -%}
    {%- endfor -%}
    {{ return(parts) }}
{%- endmacro %}

{% macro build_later_slices() -%}
    {%- if execute and flags.WHICH in ('run', 'build') -%}
        {%- for part in sliced_parts(slices_to_build(has_table=true)) -%}
            {%- set later = modules.re.sub('/\\* part \\*/.*?/\\* end of part \\*/', slice_list(part), sql, flags=modules.re.DOTALL) -%}
            {%- do run_query('insert into ' ~ this ~ ' by name ' ~ later) -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
