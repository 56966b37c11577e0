{#
  Runs, each with all its attempts: what failed or was repeated was used as well. `wasted_share` is the part of the kilograms of what is
  not the final attempt where every attempt has them, else of energy, else of accelerator hours; the final attempt stands beside.
#}
{% set measures = ai_measures() %}
{% set totals = ['total_location_kgco2e', 'total_location_hourly_kgco2e', 'total_market_kgco2e'] %}
with summed as (
    select
        run_id,
        min({{ month_of('starts_at') }}) as activity_month,
        min(starts_at) as starts_at,
        max(ends_at) as ends_at,
        count(*) as attempt_count,
        count(*) filter (where not is_final) as wasted_attempt_count,
        bool_or(is_final) as is_completed,
        bool_and(is_booked) as is_booked,
        max(gpu_count) as gpu_count,
        {{ joined_text('weight_basis') }} as weight_basis,
        {% for column in ['providers', 'place_ids', 'accelerators'] %}{{ joined_text(column) }} as {{ column }}, {% endfor %}
        {{ joined_text('host_ids') }} as host_ids,
        {% for column in ['experiment_id', 'model_id', 'team_id', 'quality_metric', 'quality_value', 'epochs', 'parameters', 'tokens',
                          'flops'] %}
            coalesce(max({{ column }}) filter (where is_final), max({{ column }})) as {{ column }},
        {% endfor %}
        {% for column in ['gpu_hours', 'measured_energy_it_kwh'] + measures + totals %}
            sum({{ column }}) as {{ column }},
            {% if column in ['gpu_hours', 'energy_it_kwh', 'total_location_kgco2e', 'total_market_kgco2e'] %}
                sum({{ column }}) filter (where is_final) as final_{{ column }},
            {% endif %}
        {% endfor %}
        count(total_location_kgco2e) = count(*) as is_told_in_kg,
        count(coalesce(energy_it_kwh, measured_energy_it_kwh)) = count(*) as is_told_in_kwh,
        count(gpu_hours) = count(*) as is_told_in_hours,
        sum(coalesce(energy_it_kwh, measured_energy_it_kwh)) as known_energy_kwh,
        sum(coalesce(energy_it_kwh, measured_energy_it_kwh)) filter (where is_final) as final_known_energy_kwh
    from {{ ref('fct_ai_run_attempts') }}
    group by run_id
)

select
    run_id, activity_month, starts_at, ends_at, experiment_id, model_id, team_id,
    cast(attempt_count as int) as attempt_count,
    cast(wasted_attempt_count as int) as wasted_attempt_count,
    is_completed, is_booked, weight_basis, providers, place_ids, accelerators, host_ids, gpu_count,
    {{ priced('gpu_hours') }} as gpu_hours,
    {{ priced('final_gpu_hours') }} as final_gpu_hours,
    {% for column in ['measured_energy_it_kwh'] + measures + totals %}
        {{ measured(column) }} as {{ column }},
    {% endfor %}
    {% for column in ['energy_it_kwh', 'total_location_kgco2e', 'total_market_kgco2e'] %}
        {{ measured('final_' ~ column) }} as final_{{ column }},
    {% endfor %}
    {{ fraction('1 - ' ~ 'coalesce('
        ~ 'cast(coalesce(final_total_location_kgco2e, 0) as double) / case when is_told_in_kg then nullif(total_location_kgco2e, 0) end, '
        ~ 'cast(coalesce(final_known_energy_kwh, 0) as double) / case when is_told_in_kwh then nullif(known_energy_kwh, 0) end, '
        ~ 'cast(coalesce(final_gpu_hours, 0) as double) / case when is_told_in_hours then nullif(gpu_hours, 0) end)') }} as wasted_share,
    tokens, flops, epochs, parameters, quality_metric, quality_value,
    {{ measured(
        'electricity_location_kgco2e'
    ) }} / nullif(energy_it_kwh, 0) as cue_kgco2e_per_it_kwh,
    flops / nullif(cast(energy_it_kwh as double) * {{ wh_per_kwh() }} * {{ seconds_per_hour() }}, 0) as flop_per_joule,
    cast(known_energy_kwh as double) * {{ j_per_kwh() }} / nullif(case when is_told_in_kwh then tokens end, 0) as it_joule_per_token
from summed
