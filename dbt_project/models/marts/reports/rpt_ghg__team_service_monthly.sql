{#
  Emissions per month, team and service in tonnes; an own site is a service of its own. Location, hourly location and market stand side
  by side, never added. Own hardware is what the month bears of it.
#}
with resources as (
    select
        activity_month,
        team_id,
        provider,
        service_name,
        billing_currency,
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
    from {{ ref('fct_resource_emissions_monthly') }}
    group by all
),

own_sites as (
    select
        activity_month,
        team_id,
        provider,
        site_id as service_name,
        cast(null as string) as billing_currency,
        sum(energy_kwh) filter (where method = 'location') as energy_kwh,
        sum(energy_kwh) filter (where method = 'market' and not is_market_complete) as market_incomplete_energy_kwh,
        {% for method in emission_methods() %}
            sum(kgco2e) filter (where method = '{{ method }}' and booked_method <> 'na') as {{ method }}_kgco2e,
        {% endfor %}
        {% for method in emission_methods() %}
            cast(null as decimal(38, 9)) as bundle_{{ method }}_kgco2e,
            cast(null as decimal(38, 9)) as kept_{{ method }}_kgco2e,
        {% endfor %}
        sum(kgco2e) filter (where method = 'location' and booked_method = 'na' and component = 'hardware') as hardware_kgco2e,
        sum(kgco2e) filter (where method = 'location' and booked_method = 'na' and component <> 'hardware') as other_kgco2e,
        cast(null as decimal(38, 12)) as billed_cost,
        cast(null as decimal(38, 12)) as effective_cost
    from {{ ref('fct_carbon_ledger_by_method') }}
    where site_id is not null and recognition_basis <> 'acquisition_year'
    group by activity_month, team_id, provider, site_id
),

totals as (
    select * from resources
    union all
    select * from own_sites
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
