{#
  What fuel, gases and hardware of own sites are multiplied from: a quantity, a factor and what shares or divides them. The terms of a
  line sum to it; what is charged of hardware is what it was worth before less what it is worth after.
#}
{% set line = ['site_id', 'activity_month', 'part', 'flow', 'component', 'method', 'recognition_basis', 'reason', 'market_basis',
               'factor_sets'] %}
{% set figure %}{% for column in line %}figures.{{ column }}, {% endfor %}{% endset %}
{% set one = 'cast(1 as double)' %}
{% set nothing = 'cast(null as double)' %}
{% set nobody = 'cast(null as string)' %}
{% set asset_tests = "figures.part = 'asset' and " %}
{% set not_disposal = "coalesce(figures.reason, '') not in ('disposal', 'disposal_remainder')" %}
with figures as (
    select * from {{ ref('int_site_figures') }}
),

burned as (
    select
        fuels.site_id, fuels.activity_month, concat('fuel.', fuels.fuel, '.', fuels.unit) as factor_id, fuels.unit, fuels.quantity,
        factors.co2_fossil_kg, factors.ch4_kg, factors.n2o_kg, factors.wtt_kgco2e,
        methane.value as methane, methane.factor_id as methane_id, nitrous.value as nitrous, nitrous.factor_id as nitrous_id
    from (
        select site_id, activity_month, fuel, unit, sum(quantity) as quantity
        from {{ ref('int_site_fuels_burned') }}
        where is_known
        group by site_id, activity_month, fuel, unit
    ) as fuels
    inner join {{ ref('fuel_factors') }} as factors on fuels.fuel = factors.fuel and fuels.unit = factors.unit
    left join {{ ref('int_warming_potentials') }} as methane on factors.ch4_species = methane.species
    left join {{ ref('int_warming_potentials') }} as nitrous on nitrous.species = 'N2O'
),

lost as (
    select gases.site_id, gases.activity_month, gases.gas, gases.mass, parts.mass_share, potentials.value, potentials.factor_id
    from (
        select site_id, activity_month, gas, sum(mass_quantity) as mass
        from {{ ref('int_site_refrigerants_lost') }}
        group by site_id, activity_month, gas
    ) as gases
    inner join {{ ref('refrigerant_species') }} as parts on gases.gas = parts.gas and parts.is_kyoto
    inner join {{ ref('int_warming_potentials') }} as potentials on parts.species = potentials.species
),

assets as (
    select
        assets.*, components.value as base_kg, accelerators.embodied_kgco2e as board_kg,
        lives.opening_kgco2e, lives.acquired_kgco2e, lives.closing_kgco2e + lives.disposed_kgco2e as worth_after_kgco2e,
        lives.activity_month as charged_month
    from {{ ref('int_assets_valued') }} as assets
    cross join {{ ref('coefficients') }} as components
    left join {{ ref('accelerators') }} as accelerators on assets.accelerator = accelerators.accelerator
    left join {{ ref('int_asset_schedules') }} as lives on assets.asset_id = lives.asset_id
    where components.coefficient_id = 'embodied_server_base_kg'
)
{% set fuel_terms = [('co2', 'co2_fossil_kg', nobody, nothing), ('methane', 'ch4_kg', 'methane_id', 'methane'),
                     ('nitrous_oxide', 'n2o_kg', 'nitrous_id', 'nitrous')] %}
{% set whole = "figures.recognition_basis <> 'amortised' and " ~ not_disposal ~ " and coalesce(figures.reason, '') <> 'operating_lease'" %}
{% set charged = "(figures.recognition_basis = 'amortised' or figures.reason = 'operating_lease') and " ~ not_disposal %}
{% set acquired = "figures.activity_month = coalesce(assets.charged_month, assets.acquired_month)" %}
{% set asset_terms = [
    ('register', whole ~ ' and assets.is_given and ' ~ acquired, one, 'all pieces', "concat('asset.', assets.asset_id)",
        'cast(assets.embodied_kgco2e as double)', 'kgCO2e', nothing, nobody, nothing),
    ('server', whole ~ ' and not assets.is_given and ' ~ acquired, 'cast(assets.quantity as double)', 'pieces',
        "'coefficient.embodied_server_base_kg'", 'assets.base_kg', 'kgCO2e per piece', nothing, nobody, nothing),
    ('accelerators', whole ~ ' and not assets.is_given and assets.accelerator is not null and ' ~ acquired,
        'cast(assets.quantity as double)', 'pieces', accelerator_id('assets.accelerator'), 'assets.board_kg', 'kgCO2e per accelerator',
        'cast(assets.accelerator_count as double)', "'accelerators per piece'", nothing),
    ('worth_before', charged ~ ' and figures.activity_month = assets.charged_month',
        'cast(assets.opening_kgco2e + assets.acquired_kgco2e as double)', 'kgCO2e', 'assets.lifetime_factor_id', one, 'as carried',
        nothing, nobody, nothing),
    ('worth_after', charged ~ ' and figures.activity_month = assets.charged_month', 'cast(assets.worth_after_kgco2e as double)', 'kgCO2e',
        'assets.lifetime_factor_id', '-' ~ one, 'as carried', nothing, nobody, nothing),
    ('remainder', "figures.reason = 'disposal_remainder' and figures.activity_month = assets.charged_month",
        'cast(assets.worth_after_kgco2e as double)', 'kgCO2e', 'assets.lifetime_factor_id', one, 'as carried', nothing, nobody, nothing),
] %}

{% for term, value, second, second_value in fuel_terms %}
    select
        {{ figure }} '{{ term }}' as term, cast(burned.quantity as double) as activity, burned.unit as activity_unit, burned.factor_id,
        burned.{{ value }} as factor_value, concat('kg per ', burned.unit) as factor_unit, {{ second }} as second_factor_id,
        {{ second_value }} as second_value, 'kgCO2e per kg' as second_unit, {{ nothing }} as divisor
    from figures
    inner join burned
        on
            figures.site_id = burned.site_id and figures.activity_month = burned.activity_month
            and figures.factor_sets = burned.factor_id
    where figures.part = 'fuel' and figures.component <> 'upstream'
    union all
{% endfor %}
select
    {{ figure }} 'well_to_tank' as term, cast(burned.quantity as double) as activity, burned.unit as activity_unit, burned.factor_id,
    burned.wtt_kgco2e as factor_value, concat('kgCO2e per ', burned.unit) as factor_unit, {{ nobody }} as second_factor_id,
    {{ nothing }} as second_value, {{ nobody }} as second_unit, {{ nothing }} as divisor
from figures
inner join burned
    on figures.site_id = burned.site_id and figures.activity_month = burned.activity_month and figures.factor_sets = burned.factor_id
where figures.part = 'fuel' and figures.component = 'upstream'
union all
select
    {{ figure }} lost.factor_id as term, cast(lost.mass as double) as activity, 'kg' as activity_unit, lost.factor_id,
    lost.value as factor_value, 'kgCO2e per kg' as factor_unit, {{ nobody }} as second_factor_id, lost.mass_share as second_value,
    'share of the mass' as second_unit, {{ nothing }} as divisor
from figures
inner join lost on figures.site_id = lost.site_id and figures.activity_month = lost.activity_month and figures.flow = lost.gas
where figures.part = 'refrigerant'
union all
select
    {{ figure }} 'disposal' as term, cast(assets.mass_kg as double) as activity, 'kg' as activity_unit,
    concat('disposal.', assets.disposal_route) as factor_id, factors.value as factor_value, 'kgCO2e per tonne' as factor_unit,
    {{ nobody }} as second_factor_id, {{ nothing }} as second_value, {{ nobody }} as second_unit,
    cast({{ kg_per_tonne() }} as double) as divisor
from figures
inner join {{ ref('int_assets_valued') }} as assets on figures.asset_id = assets.asset_id
inner join {{ ref('disposal_factors') }} as factors on assets.disposal_route = factors.disposal_route
where figures.reason = 'disposal'
{% for term, holds, activity, activity_unit, factor, value, unit, second_value, second_unit, divisor in asset_terms %}
    union all
    select
        {{ figure }} '{{ term }}' as term, {{ activity }} as activity, '{{ activity_unit }}' as activity_unit, {{ factor }} as factor_id,
        {{ value }} as factor_value, '{{ unit }}' as factor_unit, {{ nobody }} as second_factor_id, {{ second_value }} as second_value,
        {{ second_unit }} as second_unit, {{ divisor }} as divisor
    from figures
    inner join assets on figures.asset_id = assets.asset_id
    where {{ asset_tests }}{{ holds }}
{% endfor %}
