{#
  A table of a disclosure: the datapoints of a framework's seed, for each fiscal year that the books hold, with their values as they
  stand and as they were stated before. The first 22 columns are those that every disclosure mart has. In `xbrl_dimensions` the
  words {value} and {year} stand for the part of a breakdown and the year that is shown. Of targets only those that are set are rows.
#}
{% macro disclosed(datapoints, where='true', by_breakdown=false) -%}
select
    years.entity_id,
    datapoints.framework,
    datapoints.framework_version,
    datapoints.requirement,
    datapoints.datapoint_id,
    cast(datapoints.line_no as int) as line_no,
    datapoints.line_code,
    datapoints.label,
    datapoints.year_role,
    years.fiscal_year,
    years.reported_fiscal_year,
    datapoints.concept_key,
    {{ 'datapoints.breakdown_kind' if by_breakdown else "cast('none' as string)" }} as breakdown_kind,
    {{ 'coalesce(stated.breakdown_value, datapoints.breakdown_value)' if by_breakdown else 'stated.breakdown_value' }} as breakdown_value,
    stated.value,
    coalesce(stated.unit, datapoints.unit) as unit,
    {{ omission('years', 'stated', "'no part of the figure'" if by_breakdown else "'nothing is known of the year'") }} as omitted_reason,
    previous.value as previous_value,
    coalesce(previous.value <> stated.value, false) as is_restated,
    cast(datapoints.decimals as int) as decimals,
    datapoints.xbrl_qname,
    replace(replace(
        datapoints.xbrl_dimensions, '{value}', coalesce(stated.breakdown_value, '')
    ), '{year}', coalesce(cast(years.reported_fiscal_year as string), '')) as xbrl_dimensions
from {{ ref(datapoints) }} as datapoints
inner join {{ ref('dim_reported_year') }} as years on datapoints.year_role = years.year_role
left join {{ ref('fct_disclosure_values') }} as stated
    on {{ stated_for('stated', "case datapoints.year_role when 'target' then 'target' else 'current' end", by_breakdown) }}
left join {{ ref('fct_disclosure_values') }} as previous
    on {{ stated_for('previous', "'previous'", by_breakdown) }} and previous.breakdown_value is not distinct from stated.breakdown_value
where (datapoints.year_role <> 'target' or stated.value is not null) and {{ where }}
{%- endmacro %}

{# The value that a datapoint shows of a year, in one of the three ways that it can be stated. #}
{% macro stated_for(shown, statement, by_breakdown) -%}
    years.entity_id = {{ shown }}.entity_id
    and years.reported_fiscal_year = {{ shown }}.fiscal_year
    and datapoints.concept_key = {{ shown }}.concept_key
    and {{ shown }}.statement = {{ statement }}
    {% if by_breakdown -%}
    and {{ shown }}.breakdown_kind = datapoints.breakdown_kind
    and coalesce(datapoints.breakdown_value, {{ shown }}.breakdown_value) = {{ shown }}.breakdown_value
    {%- else -%}
    and {{ shown }}.breakdown_kind = 'none'
    {%- endif %}
{%- endmacro %}

{# Why a cell is empty: null is never zero. #}
{% macro omission(years, stated, otherwise) -%}
    case
        when {{ stated }}.value is not null then null
        when {{ years }}.reported_fiscal_year is null then 'no base year is set'
        else coalesce({{ stated }}.omitted_reason, {{ otherwise }})
    end
{%- endmacro %}

{# The columns that every disclosure mart has, in their order, from a table of it; `changed` gives some another expression. #}
{% macro disclosure_columns(relation, changed={}) -%}
    {% for column in [
        'entity_id', 'framework', 'framework_version', 'requirement', 'datapoint_id', 'line_no', 'line_code', 'label', 'year_role',
        'fiscal_year', 'reported_fiscal_year', 'concept_key', 'breakdown_kind', 'breakdown_value', 'value', 'unit', 'omitted_reason',
        'previous_value', 'is_restated', 'decimals', 'xbrl_qname', 'xbrl_dimensions'
    ] -%}
        {{ changed.get(column, relation ~ '.' ~ column) }} as {{ column }}{{ ', ' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{# The version that the entity reports under in the year; other versions may be printed beside it. #}
{% macro joined_election(points) -%}
left join {{ ref('dim_framework_election') }} as elections
    on
        {{ points }}.entity_id = elections.entity_id
        and {{ points }}.fiscal_year = elections.fiscal_year
        and {{ points }}.framework = elections.framework
        and {{ points }}.framework_version = elections.framework_version
{%- endmacro %}
