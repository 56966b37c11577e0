{# The factors behind each site and month, fuel, gas, asset and route of disposal, with the role that each plays. #}
{% set roles = ['grid', 'td_loss', 'wtt_generation', 'wtt_td', 'water_source', 'residual'] %}
with used as (
    {% for role in roles %}
        select
            {{ site_factor_set('region_id', 'activity_month') }} as factor_set_id,
            '{{ 'residual_mix' if role == 'residual' else role }}' as factor_role,
            {{ role }}_factor_id as factor_id
        from {{ ref('int_sites_factored') }}
        {% if role in ['wtt_generation', 'wtt_td'] %}where {{ role }}_kgco2e_per_kwh is not null
        {% elif role == 'residual' %}where market_basis = 'residual_mix'
        {% endif %}
        union all
    {% endfor %}
    select {{ site_factor_set('site_id', 'activity_month') }} as factor_set_id, 'pue' as factor_role,
        'coefficient.pue_default_onprem' as factor_id
    from {{ ref('int_site_energy_monthly') }}
    where pue_basis = 'default'
    union all
    select concat('fuel.', fuel, '.', unit) as factor_set_id, 'fuel' as factor_role, concat('fuel.', fuel, '.', unit) as factor_id
    from {{ ref('int_site_fuels_burned') }}
    where is_known
    union all
    select concat('fuel.', burned.fuel, '.', burned.unit) as factor_set_id, concat('gwp.', potentials.species) as factor_role,
        potentials.factor_id
    from {{ ref('int_site_fuels_burned') }} as burned
    inner join {{ ref('fuel_factors') }} as factors on burned.fuel = factors.fuel and burned.unit = factors.unit
    inner join {{ ref('int_warming_potentials') }} as potentials on potentials.species in (factors.ch4_species, 'N2O')
    union all
    select concat('refrigerant.', lost.gas) as factor_set_id, concat('gwp.', potentials.species) as factor_role, potentials.factor_id
    from {{ ref('int_site_refrigerants_lost') }} as lost
    inner join {{ ref('refrigerant_species') }} as parts on lost.gas = parts.gas
    inner join {{ ref('int_warming_potentials') }} as potentials on parts.species = potentials.species
    union all
    select concat('asset.', asset_id) as factor_set_id, 'lifetime' as factor_role, lifetime_factor_id as factor_id
    from {{ ref('int_assets_valued') }}
    where embodied_kgco2e is not null
    union all
    select concat('asset.', asset_id) as factor_set_id, 'embodied' as factor_role, concat('asset.', asset_id) as factor_id
    from {{ ref('int_assets_valued') }}
    where is_given
    union all
    select concat('asset.', figures.asset_id) as factor_set_id, 'disposal' as factor_role,
        concat('disposal.', assets.disposal_route) as factor_id
    from {{ ref('int_asset_figures') }} as figures
    inner join {{ ref('int_assets_valued') }} as assets on figures.asset_id = assets.asset_id
    where figures.reason = 'disposal'
    union all
    select concat('asset.', asset_id) as factor_set_id, 'embodied' as factor_role,
        'coefficient.embodied_server_base_kg' as factor_id
    from {{ ref('int_assets_valued') }}
    where not is_given and embodied_kgco2e is not null
    union all
    select concat('asset.', asset_id) as factor_set_id, 'accelerator' as factor_role,
        {{ accelerator_id('accelerator') }} as factor_id
    from {{ ref('int_assets_valued') }}
    where not is_given and embodied_kgco2e is not null and accelerator is not null
)

select distinct factor_set_id, factor_role, factor_id
from used
where factor_id is not null
