{#
  Targets and how they are to be met (2023 set: E1-4; 2026 set: E1-6): gross, the reduction from the base year, and the levers that lead
  from the milestone before to this one. What the levers leave open is told.
#}
{% set set_of = 'partition by scope_set, method' %}
with points as (
    {{ disclosed('datapoints_esrs', "datapoints.table_name = 'targets'") }}
),

led as (
    select
        targets.*,
        {# A lever leads from the milestone before, and the first from the base. #}
        coalesce(lag(target_kgco2e) over ({{ set_of }} order by target_year), base_kgco2e) as previous_kgco2e
    from {{ ref('dim_target') }} as targets
),

levered as (
    select target_id, sum(kgco2e) as levers_kgco2e
    from {{ ref('dim_target_lever') }}
    group by target_id
),

valued as (
    select
        points.*,
        led.target_id,
        led.scope_set,
        led.method,
        led.base_year,
        led.base_kgco2e,
        led.previous_kgco2e,
        levered.levers_kgco2e,
        led.target_kgco2e,
        led.is_science_based,
        levers.lever,
        case
            when points.line_code = 'TARGET' then {{ tonnes('led.target_kgco2e') }}
            when points.line_code = 'REDUCTION' then {{ tonnes('led.base_kgco2e - led.target_kgco2e') }}
            when points.line_code = 'REDUCTION_PCT'
                then {{ measured('cast(led.base_kgco2e - led.target_kgco2e as double) / nullif(cast(led.base_kgco2e as double), 0)') }}
            {# The taxonomy states a reduction as a positive amount. #}
            else {{ tonnes('-levers.kgco2e') }}
        end as shown_value
    from points
    inner join led on points.concept_key = led.concept_key and points.reported_fiscal_year = led.target_year
    left join levered on led.target_id = levered.target_id
    left join {{ ref('dim_target_lever') }} as levers
        on led.target_id = levers.target_id and points.line_code = concat('LEVER_', upper(levers.lever))
    where points.line_code not like 'LEVER%' or levers.lever is not null
)

select
    {{ disclosure_columns('valued', {
        'breakdown_kind': "'target'", 'breakdown_value': 'valued.target_id', 'value': 'valued.shown_value',
        'unit': "case when valued.line_code like '%PCT' then 'ratio' else 'tCO2e' end", 'omitted_reason': 'cast(null as string)',
        'previous_value': 'cast(null as decimal(38, 9))', 'is_restated': 'false'
    }) }},
    valued.scope_set,
    valued.method,
    valued.base_year,
    {{ tonnes('valued.base_kgco2e') }} as base_tco2e,
    {{ tonnes('valued.previous_kgco2e') }} as previous_milestone_tco2e,
    {{ tonnes('valued.levers_kgco2e') }} as levers_tco2e,
    {{ tonnes('valued.previous_kgco2e + valued.levers_kgco2e') }} as planned_tco2e,
    {{ tonnes('valued.target_kgco2e') }} as target_tco2e,
    {{ tonnes('valued.target_kgco2e - valued.previous_kgco2e - valued.levers_kgco2e') }} as open_tco2e,
    valued.is_science_based,
    valued.lever,
    elections.framework_version is not null as is_elected
from valued
{{ joined_election('valued') }}
