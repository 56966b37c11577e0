{#
  The booked figures of each host of own sites, and of `it_unmetered`: what telemetry does not see, and hardware that is no host's.
  They sum to what the ledger holds of the site; a run or a service takes shares of them and adds nothing.
#}
{% set methods = {
    'electricity_location': ('electricity', 'location'), 'electricity_location_hourly': ('electricity', 'location_hourly'),
    'electricity_market': ('electricity', 'market'), 'upstream_location': ('upstream', 'location'),
    'upstream_market': ('upstream', 'market'),
} %}
{% set shared = ['energy_it_kwh', 'energy_facility_kwh', 'electricity_location_kgco2e', 'electricity_location_hourly_kgco2e',
                 'electricity_market_kgco2e', 'upstream_location_kgco2e', 'upstream_market_kgco2e', 'water_site_l', 'water_source_l'] %}
with energy as (
    select
        sites.site_id,
        sites.activity_month,
        sites.it_kwh as energy_it_kwh,
        sites.facility_kwh as energy_facility_kwh,
        {{ measured('sites.water_site_l') }} as water_site_l,
        {{ part_of('sites.facility_kwh - coalesce(sites.onsite_kwh, 0)', 'factors.water_source') }} as water_source_l
    from {{ ref('int_site_energy_monthly') }} as sites
    left join {{ ref('int_sites_factored') }} as factors
        on sites.site_id = factors.region_id and sites.activity_month = factors.activity_month
),

emissions as (
    select
        {% for name, (component, method) in methods.items() %}
            sum(kgco2e) filter (where component = '{{ component }}' and method = '{{ method }}') as {{ name }}_kgco2e,
        {% endfor %}
        site_id,
        activity_month
    from {{ ref('int_site_figures') }}
    where part in ('it', 'overhead')
    group by site_id, activity_month
),

parted as (
    select
        shares.site_id, shares.activity_month, shares.host_id, shares.energy_share,
        {% for column in shared %}
            {{ column }} as whole_{{ column }},
            {{ part_of(column, 'shares.energy_share') }} as part_{{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('int_site_host_shares') }} as shares
    inner join energy on shares.site_id = energy.site_id and shares.activity_month = energy.activity_month
    left join emissions on shares.site_id = emissions.site_id and shares.activity_month = emissions.activity_month
),

of_energy as (
    select
        site_id, activity_month, host_id,
        {% for column in shared %}
            {{ part_that_sums('whole_' ~ column, 'part_' ~ column, ['site_id', 'activity_month'], 'energy_share', 'host_id') }}
                as {{ column }},
        {% endfor %}
        cast(null as decimal(38, 9)) as hardware_amortised_kgco2e
    from parted
),

hardware as (
    select asset_id, site_id, activity_month, sum(kgco2e) as kgco2e
    from {{ ref('int_asset_figures') }}
    where recognition_basis = 'amortised' and reason is null
    group by asset_id, site_id, activity_month
),

of_hosts as (
    select
        shares.site_id, shares.activity_month, shares.host_id,
        {{ part_of('hardware.kgco2e', 'shares.asset_share') }} as kgco2e
    from hardware
    inner join {{ ref('int_asset_host_shares') }} as shares
        on hardware.asset_id = shares.asset_id and hardware.activity_month = shares.activity_month
),

of_assets as (
    select site_id, activity_month, host_id, kgco2e from of_hosts
    union all
    {# Buildings, networks, spare pieces and what a disposal writes off are no host's. #}
    select site_id, activity_month, 'it_unmetered' as host_id, kgco2e
    from {{ ref('int_asset_figures') }}
    where recognition_basis = 'amortised'
    union all
    select site_id, activity_month, 'it_unmetered' as host_id, -kgco2e as kgco2e from of_hosts
),

unioned as (
    select * from of_energy
    union all
    select
        site_id, activity_month, host_id,
        {% for column in shared %}cast(null as decimal(38, 9)) as {{ column }}, {% endfor %}
        kgco2e as hardware_amortised_kgco2e
    from of_assets
)

select
    site_id, host_id, activity_month,
    {% for column in shared + ['hardware_amortised_kgco2e'] %}
        {{ measured('sum(' ~ column ~ ')') }} as {{ column }}{{ ',' if not loop.last }}
    {% endfor %}
from unioned
group by site_id, host_id, activity_month
