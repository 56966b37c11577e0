{# Rows of disclosures whose figures are of a place, a model or a method, and not of the entity's concepts. #}

{#
  The columns that all disclosures share, in their order, for a figure that was never stated otherwise: `points` is the seed of datapoints,
  the others are expressions; the year shown is the fiscal year, and the unit the datapoint's, where none is named. A figure that is not
  there needs a reason.
#}
{% macro datapoint_row(
    points, entity_id, fiscal_year, breakdown_kind, breakdown_value, value, omitted_reason, shown_year=none, unit=none
) -%}
    {{ entity_id }} as entity_id,
    {{ points }}.framework,
    {{ points }}.framework_version,
    {{ points }}.requirement,
    {{ points }}.datapoint_id,
    cast({{ points }}.line_no as int) as line_no,
    {{ points }}.line_code,
    {{ points }}.label,
    {{ points }}.year_role,
    {{ fiscal_year }} as fiscal_year,
    {{ shown_year or fiscal_year }} as reported_fiscal_year,
    {{ points }}.concept_key,
    {{ breakdown_kind }} as breakdown_kind,
    {{ breakdown_value }} as breakdown_value,
    {{ measured(value) }} as value,
    {{ unit or points ~ '.unit' }} as unit,
    case when {{ value }} is null then {{ omitted_reason }} end as omitted_reason,
    cast(null as decimal(38, 9)) as previous_value,
    false as is_restated,
    cast({{ points }}.decimals as int) as decimals,
    {{ points }}.xbrl_qname,
    {{ points }}.xbrl_dimensions
{%- endmacro %}

{# The one of several expressions that a datapoint's concept names; `by_concept` maps a concept to its expression. #}
{% macro of_concept(points, by_concept, otherwise='null') -%}
    case {{ points }}.concept_key
        {% for concept, expression in by_concept.items() %}
            when '{{ concept }}' then {{ expression }}
        {% endfor %}
        else {{ otherwise }}
    end
{%- endmacro %}

{# A year's figure of months that each have one: null where a month lacks it, and why. #}
{% macro year_of_months(column) -%}
    case when count({{ column }}) = count(*) then sum({{ column }}) end as {{ column }},
    case
        when count({{ column }}) = 0 then 'no meter says it'
        when count({{ column }}) < count(*) then 'no meter says it in every month'
    end as {{ column }}_lack
{%- endmacro %}

{# A disclosure of wholes and of parts, such as a gas or a country, as `breakdown_kind` of its datapoints says. #}
{% macro disclosed_with_parts(datapoints) -%}
{{ disclosed(datapoints, "datapoints.breakdown_kind = 'none'") }}
union all
{{ disclosed(datapoints, "datapoints.breakdown_kind <> 'none'", by_breakdown=true) }}
{%- endmacro %}
