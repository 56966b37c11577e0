{#
  A million calls of a service as it ran, with the idle time of its replicas, and in a batch that keeps its machines busy;
  each assumption at its low and high end, one at a time. Batch needs the energy of the work itself, at the share of time that
  a batch works.
#}
with months as (
    select
        service_id, activity_month,
        max_by(model_id, hour_at) as model_id,
        max_by(team_id, hour_at) as team_id,
        sum(requests) filter (where weight_basis is distinct from 'none') as requests,
        cast(sum(energy_facility_kwh) as double) as facility_kwh,
        cast(sum(electricity_location_kgco2e) as double) as electricity,
        coalesce(cast(sum(hardware_amortised_kgco2e) as double), 0) as hardware,
        cast(sum(gpu_hours) as double) as gpu_hours,
        1 - cast(sum(idle_it_kwh) as double)
        / nullif(cast(sum(energy_it_kwh) filter (where idle_it_kwh is not null) as double), 0) as utilisation,
        coalesce(sum(undivided_location_kgco2e), 0) <> 0 as is_undivided
    from {{ ref('fct_ai_serving_hourly') }}
    group by service_id, activity_month
),

policies as (
    {% for policy in ['batch_utilisation', 'intensity_relative', 'compared_calls'] %}
        select
            '{{ policy }}' as policy_id, value, coalesce(value_low, value) as value_low, coalesce(value_high, value) as value_high
        from {{ ref('dim_what_if_policy') }}
        where policy_id = '{{ policy }}'
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

scenarios as (
    {% for scenario, utilisation, intensity in [
        ('central', 'value', 'value'), ('batch_utilisation_low', 'value_low', 'value'), ('batch_utilisation_high', 'value_high', 'value'),
        ('intensity_low', 'value', 'value_low'), ('intensity_high', 'value', 'value_high')
    ] %}
        select
            '{{ scenario }}' as scenario,
            max(case when policy_id = 'batch_utilisation' then {{ utilisation }} end) as batch_utilisation,
            max(case when policy_id = 'intensity_relative' then {{ intensity }} end) as intensity_relative,
            max(case when policy_id = 'compared_calls' then value end) as calls
        from policies
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

compared as (
    select
        months.*, scenarios.*,
        scenarios.calls / nullif(cast(months.requests as double), 0) as scale,
        {# A service that idles less than a batch would is not made worse by batching: its own share of work is then kept. #}
        months.utilisation / nullif(greatest(scenarios.batch_utilisation, months.utilisation), 0) as batch_ratio
    from months
    cross join scenarios
)

select
    service_id, model_id, team_id, activity_month, scenario,
    batch_utilisation,
    utilisation as on_demand_utilisation,
    intensity_relative,
    cast(calls as bigint) as call_count,
    case
        when is_undivided then 'undivided_figure' when electricity is null then 'nothing_booked'
        when coalesce(requests, 0) = 0 then 'unit_not_counted' when utilisation is null then 'idle_not_known'
    end as refused_reason,
    {{ measured('facility_kwh * scale') }} as on_demand_energy_kwh,
    {{ measured('facility_kwh * scale * batch_ratio') }} as batch_energy_kwh,
    {{ priced('gpu_hours * scale') }} as on_demand_gpu_hours,
    {{ priced('gpu_hours * scale * batch_ratio') }} as batch_gpu_hours,
    {{ measured('case when not is_undivided then (electricity * intensity_relative + hardware) * scale end') }} as on_demand_kgco2e,
    {{ measured('case when not is_undivided then (electricity * intensity_relative + hardware) * scale * batch_ratio end') }}
        as batch_kgco2e
from compared
