{#
  What a service's requests and tokens cost in a month, with the idle energy of its replicas, and without for comparison. The training
  of its model stands beside, over the use that was projected and over the use there was so far, of all its services: never added to
  the others. What was answered in hours of which nothing is booked is counted and divides nothing.
#}
with months as (
    select
        service_id, activity_month,
        max_by(model_id, hour_at) as model_id,
        max_by(team_id, hour_at) as team_id,
        {{ joined_text('place_ids') }} as place_ids,
        {{ joined_text('weight_basis') }} as weight_basis,
        sum(requests) as requests,
        sum(tokens_in) as tokens_in,
        sum(tokens_out) as tokens_out,
        {% for column in ['requests', 'tokens_in', 'tokens_out'] %}
            sum({{ column }}) filter (where weight_basis is distinct from 'none') as booked_{{ column }},
        {% endfor %}
        sum(gpu_hours) as gpu_hours,
        {% for column in ai_measures() + ['total_location_kgco2e', 'total_location_hourly_kgco2e', 'total_market_kgco2e', 'idle_it_kwh',
                                          'idle_electricity_location_kgco2e'] %}
            sum({{ column }}) as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('fct_ai_serving_hourly') }}
    group by service_id, activity_month
),

projected as (
    select training_run_id, cast(sum({{ priced('projected_requests') }}) as double) as requests
    from {{ ref('dim_ai_service') }}
    group by training_run_id
),

used as (
    select services.training_run_id, sum(hours.requests) as requests
    from {{ ref('fct_ai_serving_hourly') }} as hours
    inner join {{ ref('dim_ai_service') }} as services on hours.service_id = services.service_id
    group by services.training_run_id
),

joined as (
    select
        months.*,
        services.training_run_id,
        projected.requests as projected_requests,
        used.requests as actual_requests,
        runs.total_location_kgco2e as training_location_kgco2e
    from months
    left join {{ ref('dim_ai_service') }} as services on months.service_id = services.service_id
    left join projected on services.training_run_id = projected.training_run_id
    left join used on services.training_run_id = used.training_run_id
    left join {{ ref('fct_ai_runs') }} as runs on services.training_run_id = runs.run_id
)

select
    service_id, model_id, team_id, activity_month, place_ids, weight_basis,
    cast(requests as bigint) as requests,
    cast(tokens_in as bigint) as tokens_in,
    cast(tokens_out as bigint) as tokens_out,
    cast(booked_requests as bigint) as booked_requests,
    {{ priced('gpu_hours') }} as gpu_hours,
    {% for column in ['energy_it_kwh', 'energy_facility_kwh', 'idle_it_kwh', 'electricity_location_kgco2e', 'upstream_location_kgco2e',
                      'hardware_amortised_kgco2e', 'undivided_location_kgco2e', 'total_location_kgco2e',
                      'total_location_hourly_kgco2e', 'total_market_kgco2e', 'water_site_l'] %}
        {{ measured(column) }} as {{ column }},
    {% endfor %}
    {% set per_1000 = ' * ' ~ requests_per_figure() ~ ' / nullif(booked_requests, 0)' %}
    {% set per_million = ' * ' ~ tokens_per_figure() ~ ' / nullif(' %}
    cast(total_location_kgco2e as double){{ per_1000 }} as location_kgco2e_per_1000_requests,
    cast(total_market_kgco2e as double){{ per_1000 }} as market_kgco2e_per_1000_requests,
    cast(electricity_location_kgco2e + coalesce(hardware_amortised_kgco2e, 0) as double){{ per_1000 }}
        as sci_kgco2e_per_1000_requests,
    cast(electricity_location_kgco2e - idle_electricity_location_kgco2e as double){{ per_1000 }}
        as dynamic_electricity_kgco2e_per_1000_requests,
    cast(energy_it_kwh as double){{ per_1000 }} as it_kwh_per_1000_requests,
    cast(total_location_kgco2e as double){{ per_million }}booked_tokens_in, 0) as location_kgco2e_per_million_tokens_in,
    cast(total_location_kgco2e as double){{ per_million }}booked_tokens_out, 0) as location_kgco2e_per_million_tokens_out,
    cast(total_location_kgco2e as double){{ per_million }}booked_tokens_in + booked_tokens_out, 0)
        as location_kgco2e_per_million_tokens,
    training_run_id,
    cast(training_location_kgco2e as double) * {{ requests_per_figure() }} / nullif(projected_requests, 0)
        as training_projected_kgco2e_per_1000_requests,
    cast(training_location_kgco2e as double) * {{ requests_per_figure() }} / nullif(actual_requests, 0)
        as training_actual_kgco2e_per_1000_requests,
    cast(projected_requests as double) as training_projected_requests,
    cast(actual_requests as bigint) as training_actual_requests
from joined
