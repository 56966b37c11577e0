{# Energy, water and electricity of own sites by month, with the factor and market basis that they rest on. #}
with figures as (
    select
        site_id,
        activity_month,
        sum(kgco2e) filter (where component = 'electricity' and method = 'location') as electricity_location_kgco2e,
        sum(kgco2e) filter (where component = 'electricity' and method = 'location_hourly') as electricity_location_hourly_kgco2e,
        sum(kgco2e) filter (where component = 'electricity' and method = 'market') as electricity_market_kgco2e,
        sum(kgco2e) filter (where component = 'upstream' and method = 'location') as upstream_location_kgco2e,
        sum(kgco2e) filter (where component = 'upstream' and method = 'market') as upstream_market_kgco2e,
        sum(energy_kwh) filter (where method = 'market' and not is_market_complete) as market_incomplete_energy_kwh
    from {{ ref('int_site_figures') }}
    where part in ('it', 'overhead')
    group by site_id, activity_month
)

select
    energy.site_id,
    energy.activity_month,
    energy.it_telemetry_kwh,
    energy.it_metered_kwh,
    energy.it_kwh,
    energy.it_unmetered_kwh,
    energy.overhead_kwh,
    energy.facility_kwh,
    energy.onsite_kwh,
    energy.facility_basis,
    energy.pue,
    energy.pue_basis,
    energy.is_gap,
    {{ measured('energy.heat_reuse_kwh') }} as heat_reuse_kwh,
    {{ measured('energy.water_site_l') }} as water_site_l,
    energy.water_basis,
    {{ part_of('energy.facility_kwh - coalesce(energy.onsite_kwh, 0)', 'factors.water_source') }} as water_source_l,
    factors.intensity_level,
    factors.boundary,
    factors.grid_kgco2e_per_kwh,
    factors.market_basis,
    factors.is_market_complete,
    {{ site_factor_set('energy.site_id', 'energy.activity_month') }} as factor_set_id,
    {% for column in [
        'electricity_location', 'electricity_location_hourly', 'electricity_market', 'upstream_location', 'upstream_market'
    ] %}
        {{ measured('figures.' ~ column ~ '_kgco2e') }} as {{ column }}_kgco2e,
    {% endfor %}
    {{ measured('figures.market_incomplete_energy_kwh') }} as market_incomplete_energy_kwh
from {{ ref('int_site_energy_monthly') }} as energy
left join {{ ref('int_sites_factored') }} as factors
    on energy.site_id = factors.region_id and energy.activity_month = factors.activity_month
left join figures on energy.site_id = figures.site_id and energy.activity_month = figures.activity_month
