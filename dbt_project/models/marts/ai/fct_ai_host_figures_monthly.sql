{#
  The booked figures of every host by month, own and rented: what runs, services and idle time take their shares of. Where a cloud's own
  figure is booked, which no component divides, it stands in `undivided_`, with spend.
#}
{% set measures = ['energy_it_kwh', 'energy_facility_kwh', 'electricity_location_kgco2e', 'electricity_location_hourly_kgco2e',
                   'electricity_market_kgco2e', 'upstream_location_kgco2e', 'upstream_market_kgco2e', 'hardware_amortised_kgco2e'] %}
{% set undivided = ['undivided_location_kgco2e', 'undivided_location_hourly_kgco2e', 'undivided_market_kgco2e'] %}
{% set water = ['water_site_l', 'water_source_l'] %}
with named as (
    select distinct host_id from {{ ref('int_ai_hosts_named') }}
    union
    select distinct host_id from {{ ref('fct_workload_energy_hourly') }}
),

accelerators as (
    select host_id, activity_month, accelerator_count, accelerator from {{ ref('int_ai_host_accelerators') }}
),

{# What no telemetry sees is a pool of its site; a host that moved within a month is told at the site it sorts first by. #}
own_places as (
    select
        *,
        case when host_id = 'it_unmetered' then concat(host_id, ':', site_id) else host_id end as place_host_id
    from {{ ref('int_host_figures_monthly') }}
),

own as (
    select
        'onprem' as provider, min(site_id) as place_id, place_host_id as host_id, activity_month,
        {% for column in measures %}sum({{ column }}) as {{ column }}, {% endfor %}
        {% for column in undivided %}cast(null as decimal(38, 9)) as {{ column }}, {% endfor %}
        {% for column in water %}sum({{ column }}) as {{ column }}{{ ', ' if not loop.last }}{% endfor %}
    from own_places
    group by place_host_id, activity_month
),

rented as (
    select
        resources.provider,
        min(resources.region_id) as place_id,
        named.host_id,
        resources.activity_month,
        sum(resources.energy_it_kwh) as energy_it_kwh,
        sum(resources.energy_it_kwh + resources.energy_overhead_kwh) as energy_facility_kwh,
        {% for column in measures[2:-1] %}sum(resources.{{ column }}) as {{ column }}, {% endfor %}
        sum(resources.hardware_kgco2e) as hardware_amortised_kgco2e,
        {% for method in emission_methods() %}
            sum({{ total_of(
                ['resources.other_kgco2e', 'resources.kept_' ~ method ~ '_kgco2e', 'resources.bundle_' ~ method ~ '_kgco2e']
            ) }}) as undivided_{{ method }}_kgco2e,
        {% endfor %}
        {% for column in water %}sum(resources.{{ column }}) as {{ column }}{{ ', ' if not loop.last }}{% endfor %}
    from named
    inner join {{ ref('fct_resource_emissions_monthly') }} as resources
        on lower(named.host_id) = {{ measured_resource('resources.provider', 'resources.resource_id') }}
    left join own on named.host_id = own.host_id
    where resources.evidence_tier is not null and own.host_id is null
    group by resources.provider, named.host_id, resources.activity_month
),

hosts as (
    select * from own
    union all
    select * from rented
)

select
    hosts.provider,
    hosts.place_id,
    hosts.host_id,
    hosts.activity_month,
    accelerators.accelerator_count,
    accelerators.accelerator,
    {% for column in measures + undivided + water %}
        {{ measured('hosts.' ~ column) }} as {{ column }}{{ ',' if not loop.last }}
    {% endfor %}
from hosts
left join accelerators on hosts.host_id = accelerators.host_id and hosts.activity_month = accelerators.activity_month
