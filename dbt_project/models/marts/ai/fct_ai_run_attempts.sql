{#
  Every attempt with its share of what its hosts booked; an attempt whose hosts booked nothing keeps its measured energy and
  no kilogram.
#}
{% set measures = ai_measures() %}
with shares as (
    select
        consumer_id,
        {{ joined_text('host_id') }} as host_ids,
        {{ joined_text('place_id') }} as place_ids,
        {{ joined_text('provider') }} as providers,
        {{ joined_text('accelerator') }} as accelerators,
        {{ joined_text('weight_basis') }} as weight_basis,
        {% for column in measures %}sum({{ column }}) as {{ column }}{{ ', ' if not loop.last }}{% endfor %}
    from {{ ref('fct_ai_shares') }}
    where consumer_kind = 'run'
    group by consumer_id
),

claims as (
    select
        consumer_id,
        sum(energy_it_kwh) as energy_it_kwh
    from {{ ref('fct_ai_claims') }}
    where consumer_kind = 'run'
    group by consumer_id
),

tracked as (
    select attempt_id, sum(energy_it_kwh) as energy_it_kwh
    from {{ ref('int_ai_tracker_energy') }}
    group by attempt_id
),

joined as (
    select
        runs.run_id, runs.attempt_id, runs.attempt, runs.experiment_id, runs.model_id, runs.team_id, runs.outcome, runs.is_final,
        runs.starts_at, runs.ends_at, runs.gpu_count, runs.gpu_hours,
        coalesce(shares.host_ids, runs.host_ids) as host_ids,
        shares.place_ids,
        shares.providers,
        shares.accelerators,
        coalesce(shares.weight_basis, 'none') as weight_basis,
        shares.consumer_id is not null as is_booked,
        {{ measured('coalesce(claims.energy_it_kwh, tracked.energy_it_kwh)') }} as measured_energy_it_kwh,
        {% for column in measures %}{{ measured('shares.' ~ column) }} as {{ column }}, {% endfor %}
        runs.tokens, runs.flops, runs.epochs, runs.parameters, runs.quality_metric, runs.quality_value
    from {{ ref('int_ai_runs_registered') }} as runs
    left join shares on runs.attempt_id = shares.consumer_id
    left join claims on runs.attempt_id = claims.consumer_id
    left join tracked on runs.attempt_id = tracked.attempt_id
)

select
    run_id, attempt_id, attempt, experiment_id, model_id, team_id, outcome, is_final, starts_at, ends_at, gpu_count, gpu_hours,
    host_ids, providers, place_ids, accelerators, weight_basis, is_booked, measured_energy_it_kwh,
    {{ measures | join(', ') }},
    {% for method in emission_methods() %}
        {{ measured(ai_total(method)) }} as total_{{ method }}_kgco2e,
    {% endfor %}
    tokens, flops, epochs, parameters, quality_metric, quality_value
from joined
