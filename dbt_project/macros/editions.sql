{#
  Which edition of a factor serves a month. Publishers of editions for a year are matched by the activity month; publishers
  of data years by the activity year, else the newest data year before it (provisional, trued up later), else the oldest after.
#}
{% macro serves_month(factors, month) -%}
    case {{ factors }}.edition_rule
        when 'constant' then true
        when 'edition_for_year' then {{ month }} between {{ factors }}.valid_from and coalesce({{ factors }}.valid_to, {{ month }})
        else {{ factors }}.data_year = extract(year from {{ month }})
    end
{%- endmacro %}

{% macro edition_year(factors) -%}
    coalesce({{ factors }}.data_year, extract(year from {{ factors }}.valid_from))
{%- endmacro %}

{% macro is_edition_provisional(factors, month) %}not ({{ serves_month(factors, month) }}){% endmacro %}

{% macro edition_preference(factors, month) -%}
    case when {{ serves_month(factors, month) }} then 1 else 0 end desc,
    case when {{ edition_year(factors) }} <= extract(year from {{ month }}) then 1 else 0 end desc,
    abs({{ edition_year(factors) }} - extract(year from {{ month }})),
    {{ factors }}.factor_id
{%- endmacro %}

{# Order of PUE and WUE rows: rung, then the newest year that is not after the activity year. #}
{% macro facility_preference(facilities, month) -%}
    case {{ facilities }}.granularity when 'region' then 'a' when 'pattern' then 'b' when 'fleet' then 'c' else 'd' end,
    case when coalesce({{ facilities }}.year, 0) <= extract(year from {{ month }}) then 1 else 0 end desc,
    {{ facilities }}.year desc nulls last,
    {{ facilities }}.region_pattern
{%- endmacro %}
