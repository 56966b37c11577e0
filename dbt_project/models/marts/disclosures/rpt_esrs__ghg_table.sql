{#
  Gross Scope 1, 2 and 3 and the totals (2023 set: E1-6, table of AR 48; 2026 set: E1-8): base year, the year before, the year, milestones
  and targets. Cloud is line 1.1 within category 1. Gross: credits and removals are in none.
#}
{% set line = 'partition by entity_id, framework_version, fiscal_year, line_code' %}
with points as (
    {{ disclosed('datapoints_esrs', "datapoints.table_name = 'ghg_table'") }}
),

lined as (
    select
        *,
        {% for role in ['n', 'n_minus_1', 'base'] %}
            max(case when year_role = '{{ role }}' then cast(value as double) end) over ({{ line }}) as {{ role }}_value,
        {% endfor %}
        max(case when year_role = 'base' then reported_fiscal_year end) over ({{ line }}) as base_year
    from points
)

select
    {{ disclosure_columns('lined') }},
    case when lined.year_role = 'n' then (lined.n_value - lined.n_minus_1_value) / nullif(lined.n_minus_1_value, 0) end as pct_change_n_n1,
    case
        when lined.year_role = 'target'
            then (lined.base_value - cast(lined.value as double)) / nullif(lined.base_value, 0)
                / nullif(lined.reported_fiscal_year - lined.base_year, 0)
    end as annual_pct_target_vs_base,
    elections.framework_version is not null as is_elected
from lined
{{ joined_election('lined') }}
