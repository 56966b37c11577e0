{#
  Disclosed quantities of the books by control, country, site and gas. The parts sum to the whole, to the digit: what has no country
  or gas says so.
#}
{% set group = ['entity_id', 'fiscal_year', 'concept_key', 'breakdown_kind'] %}
with entity as (
    select min(entity_id) as entity_id, min_by(fiscal_year_start_month, entity_id) as start_month from {{ ref('dim_entity') }}
),

sites as (
    select site_id, max(country_iso2) as country_iso2 from {{ ref('dim_site') }} group by site_id
),

{# Hardware that was bought before these books were kept is no breakdown of its year. #}
kept as (
    select distinct entity_id, fiscal_year from {{ ref('bridge_concept_entries') }} where recognition_basis = 'period'
),

entries as (
    select
        bridge.entity_id,
        bridge.fiscal_year,
        bridge.concept_key,
        bridge.sign * bridge.kgco2e as kgco2e,
        coalesce(sites.country_iso2, regions.country_iso2, 'not_specified') as country,
        bridge.site_id as site,
        case
            when policies.sites_outside_group like concat('%;', bridge.site_id, ';%') then 'operational_control_outside'
            else 'consolidated_group'
        end as control
    from {{ ref('bridge_concept_entries') }} as bridge
    inner join kept on bridge.entity_id = kept.entity_id and bridge.fiscal_year = kept.fiscal_year
    cross join {{ ref('int_disclosure_policies') }} as policies
    left join sites on bridge.site_id = sites.site_id
    left join {{ ref('cloud_regions') }} as regions on bridge.provider = regions.provider and bridge.region_id = regions.region_id
    where bridge.concept_key in ('S1', 'S2_LOCATION', 'S2_MARKET', 'S3_TOTAL', 'S3_01_1')
),

gases as (
    select
        coalesce(entity.entity_id, 'unregistered') as entity_id,
        {{ fiscal_year('gases.activity_month', 'entity.start_month') }} as fiscal_year,
        gases.gas,
        gases.kgco2e
    from {{ ref('fct_scope1_gases_monthly') }} as gases
    cross join entity
),

named as (
    {% for kind in ['control', 'country', 'site'] %}
        select entity_id, fiscal_year, concept_key, '{{ kind }}' as breakdown_kind, {{ kind }} as breakdown_value, kgco2e
        from entries
        {% if kind != 'country' %}where concept_key in ('S1', 'S2_LOCATION', 'S2_MARKET'){% endif %}
        union all
    {% endfor %}
    select entity_id, fiscal_year, 'S1' as concept_key, 'gas' as breakdown_kind, gas as breakdown_value, kgco2e
    from gases
    union all
    {# What the books hold of Scope 1 beyond the gases that are known: nothing, until a year is closed and a factor changes. #}
    select
        entity_id, fiscal_year, 'S1' as concept_key, 'gas' as breakdown_kind, 'not_specified' as breakdown_value, sum(kgco2e) as kgco2e
    from (
        select entity_id, fiscal_year, kgco2e from entries where concept_key = 'S1'
        union all
        select entity_id, fiscal_year, -kgco2e as kgco2e from gases
    ) as differing
    group by entity_id, fiscal_year
    having sum(kgco2e) <> 0
),

summed as (
    select {{ group | join(', ') }}, breakdown_value, sum(kgco2e) as kgco2e
    from named
    group by {{ group | join(', ') }}, breakdown_value
),

weighed as (
    select
        *,
        {{ tonnes('kgco2e') }} as part_value,
        {{ tonnes('sum(kgco2e) over (partition by ' ~ group | join(', ') ~ ')') }} as whole_value
    from summed
)

select
    {{ group | join(', ') }},
    breakdown_value,
    {{ measured(part_that_sums('whole_value', 'part_value', group, 'abs(kgco2e)', 'breakdown_value')) }} as value,
    'tCO2e' as unit
from weighed
