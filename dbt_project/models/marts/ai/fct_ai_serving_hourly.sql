{#
  What each service used and answered in an hour: dynamic energy and the idle energy of its provisioned replicas (in an hour
  without requests all of it is idle, where the month's are written down; unknown where nothing measured it), the share of booked
  figures (overhead once, by the booked facility energy) and embodied of provisioned time.
#}
{% set measures = ai_measures() %}
with shares as (
    select
        consumer_id as service_id,
        hour_at,
        {{ joined_text('place_id') }} as place_ids,
        {{ joined_text('provider') }} as providers,
        {{ joined_text('weight_basis') }} as weight_basis,
        sum(gpu_hours) as gpu_hours,
        sum(measured_energy_it_kwh) as measured_energy_it_kwh,
        case when count(measured_idle_it_kwh) = count(measured_energy_it_kwh) then sum(measured_idle_it_kwh) end as measured_idle_it_kwh,
        {% for column in measures %}sum({{ column }}) as {{ column }}{{ ', ' if not loop.last }}{% endfor %}
    from {{ ref('fct_ai_shares') }}
    where consumer_kind = 'service'
    group by consumer_id, hour_at
),

joined as (
    select
        shares.*,
        coalesce(shares.service_id, requests.service_id) as serving_id,
        coalesce(shares.hour_at, requests.hour_at) as served_at,
        requests.requests, requests.tokens_in, requests.tokens_out,
        case
            when
                coalesce(requests.requests, 0) = 0
                and count(requests.service_id) over (
                    partition by
                        coalesce(shares.service_id, requests.service_id), {{ month_of('coalesce(shares.hour_at, requests.hour_at)') }}
                ) > 0
                then 1
            when shares.measured_idle_it_kwh is not null
                then coalesce(cast(shares.measured_idle_it_kwh as double) / nullif(shares.measured_energy_it_kwh, 0), 0)
        end as idle_share
    from shares
    full outer join {{ ref('int_ai_requests_hourly') }} as requests
        on shares.service_id = requests.service_id and shares.hour_at = requests.hour_at
)

select
    joined.serving_id as service_id,
    joined.served_at as hour_at,
    {{ month_of('joined.served_at') }} as activity_month,
    services.model_id,
    coalesce(services.team_id, 'unattributed') as team_id,
    joined.providers,
    joined.place_ids,
    coalesce(joined.weight_basis, 'none') as weight_basis,
    cast(joined.requests as bigint) as requests,
    cast(joined.tokens_in as bigint) as tokens_in,
    cast(joined.tokens_out as bigint) as tokens_out,
    {{ priced('joined.gpu_hours') }} as gpu_hours,
    {{ measured('joined.measured_energy_it_kwh') }} as measured_energy_it_kwh,
    {% for column in measures %}{{ measured('joined.' ~ column) }} as {{ column }}, {% endfor %}
    {{ measured('cast(joined.energy_it_kwh as double) * joined.idle_share') }} as idle_it_kwh,
    {{ measured('cast(joined.electricity_location_kgco2e as double) * joined.idle_share') }} as idle_electricity_location_kgco2e,
    {% for method in emission_methods() %}
        {{ measured(ai_total(method)) }} as total_{{ method }}_kgco2e{{ ',' if not loop.last }}
    {% endfor %}
from joined
left join {{ ref('int_ai_services_registered') }} as services on joined.serving_id = services.service_id
{# As registered in the hour; what was answered before or after is the last row's. #}
qualify row_number() over (
    partition by joined.serving_id, joined.served_at
    order by
        coalesce(services.valid_from > joined.served_at, false) or coalesce(services.valid_to <= joined.served_at, false),
        services.valid_from desc nulls last
) = 1
