{#
  Energy and carbon of sites in the United Kingdom, with an intensity and the year before; global Scopes 1 and 2 beside, for quoted
  companies. Energy of transport is in no register here. Of a whole that is known the British part is, too: what no site has is zero.
#}
{% set country = 'GB' %}
{% set fuels = ['ENERGY_COAL', 'ENERGY_OIL', 'ENERGY_OTHER_FOSSIL', 'ENERGY_RENEWABLE_FUEL'] %}
{% set energies = {'ENERGY_PURCHASED': ['ENERGY_PURCHASED'], 'ENERGY_GAS': ['ENERGY_GAS'], 'ENERGY_OTHER_FUEL': fuels,
                   'ENERGY_TOTAL': ['ENERGY_PURCHASED', 'ENERGY_GAS'] + fuels} %}
with sites as (
    select distinct site_id from {{ ref('dim_site') }} where country_iso2 = '{{ country }}'
),

presence as (
    select count(*) > 0 as has_sites from sites
),

entity as (
    select min_by(fiscal_year_start_month, entity_id) as start_month from {{ ref('dim_entity') }}
),

energy as (
    select
        {{ fiscal_year('mix.activity_month', 'entity.start_month') }} as fiscal_year,
        {% for name, concepts in energies.items() %}
            {%- set parts = "filter (where mix.concept_key in ('" ~ concepts | join("', '") ~ "'))" %}
            case when count(*) {{ parts }} = count(mix.energy_kwh) {{ parts }} then coalesce(sum(mix.energy_kwh) {{ parts }}, 0) end
                as {{ name | lower }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('fct_energy_mix_monthly') }} as mix
    inner join sites on mix.site_id = sites.site_id
    cross join entity
    group by {{ fiscal_year('mix.activity_month', 'entity.start_month') }}
),

told as (
    select
        entity_id,
        fiscal_year,
        {% for concept in ['S1', 'S2_LOCATION'] %}
            case
                when count(value) filter (where concept_key = '{{ concept }}' and breakdown_kind = 'none') > 0
                    then coalesce(max(value) filter (
                        where concept_key = '{{ concept }}' and breakdown_kind = 'country' and breakdown_value = '{{ country }}'
                    ), 0)
            end as {{ concept | lower }},
        {% endfor %}
        max(value) filter (where concept_key = 'REVENUE_TOTAL') as revenue,
        max(unit) filter (where concept_key = 'INTENSITY_S1_S2_LOCATION') as intensity_unit
    from {{ ref('fct_disclosure_values') }}
    where statement = 'current'
    group by entity_id, fiscal_year
),

british as (
    select
        years.entity_id,
        years.fiscal_year,
        years.year_role,
        years.reported_fiscal_year,
        presence.has_sites,
        told.intensity_unit,
        {% for name in energies %}energy.{{ name | lower }}, {% endfor %}
        told.s1,
        told.s2_location,
        told.revenue,
        cast(told.s1 + told.s2_location as double) / nullif(told.revenue, 0) * {{ micro_per_one() }} as intensity
    from {{ ref('dim_reported_year') }} as years
    cross join presence
    left join energy on years.reported_fiscal_year = energy.fiscal_year
    left join told on years.entity_id = told.entity_id and years.reported_fiscal_year = told.fiscal_year
)

{{ disclosed('datapoints_secr', "datapoints.breakdown_kind = 'none'") }}
union all
select
    {{ datapoint_row(
        'points', 'british.entity_id', 'british.fiscal_year', 'points.breakdown_kind', 'points.breakdown_value',
        'case when british.has_sites then ' ~ of_concept('points', {
            'ENERGY_TOTAL': 'british.energy_total', 'ENERGY_PURCHASED': 'british.energy_purchased', 'ENERGY_GAS': 'british.energy_gas',
            'ENERGY_OTHER_FUEL': 'british.energy_other_fuel', 'S1': 'british.s1', 'S2_LOCATION': 'british.s2_location',
            'SECR_UK_INTENSITY': 'british.intensity',
        }) ~ ' end',
        "case when not british.has_sites then 'no site in the United Kingdom' when points.concept_key is null then 'in no register here' "
        ~ "else 'nothing is known of the year' end",
        shown_year='british.reported_fiscal_year',
        unit="case when points.concept_key = 'SECR_UK_INTENSITY' then coalesce(british.intensity_unit, points.unit) else points.unit end"
    ) }}
from {{ ref('datapoints_secr') }} as points
inner join british on points.year_role = british.year_role
where points.breakdown_kind = 'country'
