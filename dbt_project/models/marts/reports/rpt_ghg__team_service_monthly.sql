{# Emissions per month, team and service in tonnes. Location, hourly location and market stand side by side, never added. #}
with totals as (
    select
        resources.activity_month,
        resources.team_id,
        resources.provider,
        resources.service_name,
        resources.billing_currency,
        sum(energy_it_kwh + energy_overhead_kwh) as energy_kwh,
        sum(energy_it_kwh + energy_overhead_kwh) filter (where not is_market_complete) as market_incomplete_energy_kwh,
        sum({{ total_of(['electricity_location_kgco2e', 'upstream_location_kgco2e']) }}) as location_kgco2e,
        sum({{ total_of(['electricity_location_hourly_kgco2e', 'upstream_location_kgco2e']) }}) as location_hourly_kgco2e,
        sum({{ total_of(['electricity_market_kgco2e', 'upstream_market_kgco2e']) }}) as market_kgco2e,
        {% for method in emission_methods() %}
            sum(bundle_{{ method }}_kgco2e) as bundle_{{ method }}_kgco2e,
            sum(kept_{{ method }}_kgco2e) as kept_{{ method }}_kgco2e,
        {% endfor %}
        sum(hardware_kgco2e) as hardware_kgco2e,
        sum(other_kgco2e) as other_kgco2e,
        sum(billed_cost) as billed_cost,
        sum(effective_cost) as effective_cost
    from {{ ref('fct_resource_emissions_monthly') }} as resources
    group by all
)

select
    totals.activity_month,
    totals.team_id,
    coalesce(teams.team_name, totals.team_id) as team_name,
    totals.provider,
    totals.service_name,
    totals.billing_currency,
    {{ measured('energy_kwh') }} as energy_kwh,
    {{ tonnes('location_kgco2e') }} as location_tco2e,
    {{ tonnes('location_hourly_kgco2e') }} as location_hourly_tco2e,
    {{ tonnes('market_kgco2e') }} as market_tco2e,
    {{ measured('coalesce(market_incomplete_energy_kwh, energy_kwh * 0)') }} as market_incomplete_energy_kwh,
    {{ tonnes('hardware_kgco2e') }} as hardware_tco2e,
    {{ tonnes('other_kgco2e') }} as other_tco2e,
    {% for method in emission_methods() %}
        {{ tonnes('bundle_' ~ method ~ '_kgco2e') }} as provider_{{ method }}_tco2e,
    {% endfor %}
    {% for method in emission_methods() %}
        {{ tonnes(total_of([
            method ~ '_kgco2e', 'hardware_kgco2e', 'other_kgco2e', 'bundle_' ~ method ~ '_kgco2e', 'kept_' ~ method ~ '_kgco2e'
        ])) }} as total_{{ method }}_tco2e,
    {% endfor %}
    {{ priced('billed_cost') }} as billed_cost,
    {{ priced('effective_cost') }} as effective_cost
from totals
left join {{ ref('dim_team') }} as teams on totals.team_id = teams.team_id
