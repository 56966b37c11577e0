{#
  Carbon credits cancelled in the year and planned after it (2023 set: E1-7, table of AR 64; 2026 set: E1-9). They lower no figure of the
  inventory and no target. A share that one block does not tell is not known.
#}
{% set shares = [('REMOVAL_PCT', "project_type = 'removal'", 'project_type'),
                 ('REDUCTION_PCT', "project_type = 'reduction'", 'project_type'),
                 ('EU_PCT', 'is_in_european_union', 'is_in_european_union'),
                 ('ADJUSTED_PCT', 'has_corresponding_adjustment', 'has_corresponding_adjustment')] %}
with points as (
    {{ disclosed('datapoints_esrs', "datapoints.table_name = 'credits'") }}
),

cancelled as (
    select * from {{ ref('dim_carbon_credit') }} where is_cancelled
),

shared as (
    {% for code, condition, known in shares %}
        select
            fiscal_year, '{{ code }}' as line_code, cast(null as string) as standard,
            case
                when bool_and({{ known }} is not null)
                    then cast(coalesce(sum(kgco2e) filter (where {{ condition }}), 0) as double) / cast(sum(kgco2e) as double)
            end as share
        from cancelled
        group by fiscal_year
        union all
    {% endfor %}
    select
        fiscal_year, 'STANDARD_PCT' as line_code, standard,
        cast(sum(kgco2e) as double) / cast(sum(sum(kgco2e)) over (partition by fiscal_year) as double) as share
    from cancelled
    group by fiscal_year, standard
)

select
    {{ disclosure_columns('points', {
        'breakdown_kind': "case when points.line_code = 'STANDARD_PCT' then 'standard' else points.breakdown_kind end",
        'breakdown_value': 'shared.standard',
        'value': "case when points.line_code like '%PCT' then cast(shared.share as decimal(38, 9)) else points.value end",
        'unit': "case when points.line_code like '%PCT' then 'ratio' else points.unit end",
        'omitted_reason': "case when points.line_code like '%PCT' and shared.share is null then coalesce(points.omitted_reason, "
            ~ "'a cancelled block does not say') else points.omitted_reason end",
        'previous_value': 'cast(null as decimal(38, 9))', 'is_restated': 'false'
    }) }},
    elections.framework_version is not null as is_elected
from points
left join shared on points.reported_fiscal_year = shared.fiscal_year and points.line_code = shared.line_code
{{ joined_election('points') }}
