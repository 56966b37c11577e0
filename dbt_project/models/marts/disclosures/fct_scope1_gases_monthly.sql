{# Direct emissions of own sites by gas: of fuels CO2, CH4 and N2O, of what leaked the family of its gases. #}
with direct as (
    select site_id, activity_month, part, fuel, factor_sets, kgco2e
    from {{ ref('int_site_direct') }}
    where component = 's1_direct'
),

burned as (
    select
        site_id, activity_month, concat('fuel.', fuel, '.', unit) as factor_sets,
        sum(ch4_kgco2e) as ch4_kgco2e, sum(n2o_kgco2e) as n2o_kgco2e
    from {{ ref('int_site_fuels_burned') }}
    group by site_id, activity_month, concat('fuel.', fuel, '.', unit)
),

families as (
    {# No gas of the list mixes families. #}
    select
        gas,
        max(case when species like 'HFC%' then 'HFC' when species like 'PFC%' then 'PFC' else species end) as family
    from {{ ref('refrigerant_species') }}
    where is_kyoto
    group by gas
),

apart as (
    {% for gas, kg in [('CO2', 'direct.kgco2e - burned.ch4_kgco2e - burned.n2o_kgco2e'), ('CH4', 'burned.ch4_kgco2e'),
                       ('N2O', 'burned.n2o_kgco2e')] %}
        select direct.site_id, direct.activity_month, '{{ gas }}' as gas, {{ kg }} as kgco2e
        from direct
        inner join burned
            on
                direct.site_id = burned.site_id
                and direct.activity_month = burned.activity_month
                and direct.factor_sets = burned.factor_sets
        where direct.part = 'fuel'
        union all
    {% endfor %}
    select direct.site_id, direct.activity_month, families.family as gas, direct.kgco2e
    from direct
    inner join families on direct.fuel = families.gas
    where direct.part = 'refrigerant'
)

select site_id, activity_month, gas, {{ measured('sum(kgco2e)') }} as kgco2e
from apart
group by site_id, activity_month, gas
