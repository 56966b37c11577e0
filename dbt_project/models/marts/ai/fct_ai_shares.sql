{#
  Booked figures of hosts shared among the attempts and services that used them, their idle time and other work: exactly, for what
  rounding leaves goes to the largest share. Shares of figures that are booked already: never an entry of the ledger.
#}
{% set by_energy = ['energy_it_kwh', 'energy_facility_kwh', 'electricity_location_kgco2e', 'electricity_location_hourly_kgco2e',
                    'electricity_market_kgco2e', 'upstream_location_kgco2e', 'upstream_market_kgco2e',
                    'undivided_location_kgco2e', 'undivided_location_hourly_kgco2e', 'undivided_market_kgco2e',
                    'water_site_l', 'water_source_l'] %}
{% set by_time = ['hardware_amortised_kgco2e'] %}
with shared as (
    select
        weights.*,
        figures.provider,
        figures.place_id,
        figures.accelerator,
        {% for column in by_energy + by_time %}
            figures.{{ column }} as booked_{{ column }},
            {{ measured(
                'cast(figures.' ~ column ~ ' as double) * '
                ~ ('weights.energy_share' if column in by_energy else 'coalesce(weights.gpu_time_share, weights.energy_share)')
            ) }} as {{ column }},
        {% endfor %}
        row_number() over (
            partition by weights.host_id, weights.activity_month
            order by weights.energy_share desc, weights.consumer_kind asc, weights.consumer_id asc, weights.hour_at asc
        ) as place_from_largest
    from {{ ref('fct_ai_weights') }} as weights
    inner join {{ ref('fct_ai_host_figures_monthly') }} as figures
        on weights.host_id = figures.host_id and weights.activity_month = figures.activity_month
)

select
    provider, place_id, host_id, accelerator, activity_month, hour_at, consumer_kind, consumer_id, weight_basis,
    energy_share,
    coalesce(gpu_time_share, energy_share) as hardware_share,
    measured_energy_it_kwh,
    measured_idle_it_kwh,
    {{ priced('weight_gpu_seconds / ' ~ seconds_per_hour()) }} as gpu_hours,
    {% for column in by_energy + by_time %}
        {{ measured(
            column ~ ' + case when place_from_largest = 1 then booked_' ~ column ~ ' - sum(' ~ column ~ ') over host else 0 end'
        ) }} as {{ column }}{{ ',' if not loop.last }}
    {% endfor %}
from shared
window host as (partition by host_id, activity_month)
