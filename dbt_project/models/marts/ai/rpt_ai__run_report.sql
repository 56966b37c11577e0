{#
  The facts of a run's one page: its attempts in a row each and the run whole, tonnes and kilograms of booked figures with physical energy
  beside. Wasted attempts are in the total.
#}
{% set measures = ai_measures() %}
{% set totals = ['total_location_kgco2e', 'total_location_hourly_kgco2e', 'total_market_kgco2e'] %}
{% set facts = ['experiment_id', 'model_id', 'team_id', 'starts_at', 'ends_at', 'gpu_count', 'gpu_hours', 'host_ids', 'place_ids',
                'accelerators',
                'weight_basis', 'is_booked', 'measured_energy_it_kwh'] %}
{% set work = ['tokens', 'flops', 'epochs', 'parameters', 'quality_metric', 'quality_value'] %}
select
    run_id, activity_month, 'run' as row_kind, cast(null as string) as attempt_id, cast(null as int) as attempt,
    case when is_completed then 'succeeded' else 'not_completed' end as outcome,
    cast(null as boolean) as is_final,
    {{ facts | join(', ') }},
    {{ measures | join(', ') }},
    {{ totals | join(', ') }},
    {{ measured('final_total_location_kgco2e') }} as final_location_kgco2e,
    wasted_share, attempt_count,
    {{ work | join(', ') }},
    cue_kgco2e_per_it_kwh, flop_per_joule
from {{ ref('fct_ai_runs') }}
union all
select
    attempts.run_id, runs.activity_month, 'attempt' as row_kind, attempts.attempt_id, attempts.attempt, attempts.outcome, attempts.is_final,
    {% for column in facts + measures + totals %}attempts.{{ column }}, {% endfor %}
    case when attempts.is_final then attempts.total_location_kgco2e end as final_location_kgco2e,
    cast(null as decimal(9, 6)) as wasted_share, cast(null as int) as attempt_count,
    {% for column in work %}attempts.{{ column }}, {% endfor %}
    cast(null as double) as cue_kgco2e_per_it_kwh, cast(null as double) as flop_per_joule
from {{ ref('fct_ai_run_attempts') }} as attempts
inner join {{ ref('fct_ai_runs') }} as runs on attempts.run_id = runs.run_id
