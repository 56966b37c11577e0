{#
  What training a model took, all runs and all attempts of it: operations, time and energy, as Annex XI of Regulation (EU) 2024/1689
  asks. Energy only, no emissions. Known is what was measured at the work itself or by its tracker; estimated is a share by time of what
  its hosts used. A run of which nothing is told leaves the sum unknown, never smaller.
#}
{% set measures = ['flop', 'hours', 'accelerator_hours', 'energy_mwh'] %}
with entity as (
    select
        coalesce(min(entity_id), 'unregistered') as entity_id,
        min_by(fiscal_year_start_month, entity_id) as fiscal_year_start_month
    from {{ ref('dim_entity') }}
),

attempts as (
    select
        model_id,
        run_id,
        starts_at,
        ends_at,
        accelerators,
        place_ids,
        weight_basis,
        {{ measured(seconds_between('starts_at', 'ends_at') ~ ' / cast(' ~ seconds_per_hour() ~ ' as double)') }} as hours,
        {{ measured('gpu_hours') }} as accelerator_hours,
        {{ measured('coalesce(energy_facility_kwh, measured_energy_it_kwh) / ' ~ kwh_per_mwh()) }} as energy_mwh,
        case when energy_facility_kwh is not null then 'facility' when measured_energy_it_kwh is not null then 'it' end as energy_boundary,
        case
            when energy_facility_kwh is null then measured_energy_it_kwh is not null
            else weight_basis in ('workload_energy', 'tracker_energy', 'tracker_energy,workload_energy')
        end as is_known
    from {{ ref('fct_ai_run_attempts') }}
),

runs as (
    select
        model_id,
        {# Whole operations: a double holds them exactly, and a cast at once to nine decimals would not. #}
        sum({{ measured('cast(flops as decimal(38, 0))') }}) as flop,
        count(flops) = count(*) as is_flop_told
    from {{ ref('fct_ai_runs') }}
    group by model_id
),

models as (
    select
        model_id,
        min(starts_at) as training_starts_at,
        max(ends_at) as training_ends_at,
        cast(count(distinct run_id) as int) as run_count,
        cast(count(*) as int) as attempt_count,
        {% for column in measures[1:] %}
            case when count({{ column }}) = count(*) then sum({{ column }}) end as {{ column }},
        {% endfor %}
        sum(energy_mwh) filter (where is_known) as known_mwh,
        sum(energy_mwh) filter (where not is_known) as estimated_mwh,
        {% for column in ['accelerators', 'place_ids', 'weight_basis', 'energy_boundary'] %}
            {{ joined_text(column) }} as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from attempts
    group by model_id
)

select
    {{ datapoint_row(
        'points', 'entity.entity_id', fiscal_year('models.training_ends_at', 'entity.fiscal_year_start_month'), "'model'",
        'models.model_id',
        of_concept('points', {
            'AI_TRAINING_FLOP': 'case when runs.is_flop_told then runs.flop end', 'AI_TRAINING_HOURS': 'models.hours',
            'AI_ACCELERATOR_HOURS': 'models.accelerator_hours', 'AI_ENERGY': 'models.energy_mwh',
            'AI_ENERGY_KNOWN': 'models.known_mwh', 'AI_ENERGY_ESTIMATED': 'models.estimated_mwh',
        }),
        of_concept('points', {
            'AI_TRAINING_FLOP': "'a run without operations'", 'AI_TRAINING_HOURS': "'an attempt without time'",
            'AI_ACCELERATOR_HOURS': "'an attempt without accelerators'", 'AI_ENERGY': "'an attempt without energy'",
            'AI_ENERGY_KNOWN': "'nothing measured'", 'AI_ENERGY_ESTIMATED': "'nothing estimated'",
        }, "'in no register here'")
    ) }},
    models.training_starts_at,
    models.training_ends_at,
    models.run_count,
    models.attempt_count,
    models.accelerators,
    models.place_ids,
    models.weight_basis,
    models.energy_boundary
from models
inner join runs on models.model_id = runs.model_id
cross join {{ ref('datapoints_ai_act') }} as points
cross join entity
