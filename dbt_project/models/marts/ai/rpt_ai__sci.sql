{#
  Scores per unit of work: SCI = (E x I + M) / R of runs and services, and the provider's and the consumer's score of SCI for
  AI, apart. E holds overhead and idle time, I is location-based, M is amortised; contracts cannot enter, for no such column
  is read. What a cloud's own undivided figure covers has no E and no M of its own and is not scored.
#}
with subjects as (
    select
        'run' as subject_kind, run_id as subject_id, activity_month, team_id, model_id,
        energy_it_kwh, energy_facility_kwh, electricity_location_kgco2e, hardware_amortised_kgco2e, undivided_location_kgco2e,
        cast(null as bigint) as requests, cast(null as bigint) as tokens, cast(null as bigint) as tokens_out,
        flops, tokens as training_tokens, parameters, flop_per_joule
    from {{ ref('fct_ai_runs') }}
    union all
    select
        'service' as subject_kind, service_id as subject_id, activity_month, max_by(team_id, hour_at) as team_id,
        max_by(model_id, hour_at) as model_id,
        sum(energy_it_kwh) as energy_it_kwh, sum(energy_facility_kwh) as energy_facility_kwh,
        sum(electricity_location_kgco2e) as electricity_location_kgco2e, sum(hardware_amortised_kgco2e) as hardware_amortised_kgco2e,
        sum(undivided_location_kgco2e) as undivided_location_kgco2e,
        {# What was answered in hours of which nothing is booked would thin the score. #}
        {% set booked = "filter (where weight_basis is distinct from 'none')" %}
        cast(sum(requests) {{ booked }} as bigint) as requests,
        cast(sum(tokens_in + tokens_out) {{ booked }} as bigint) as tokens,
        cast(sum(tokens_out) {{ booked }} as bigint) as tokens_out, cast(null as double) as flops, cast(null as double) as training_tokens,
        cast(null as double) as parameters, cast(null as double) as flop_per_joule
    from {{ ref('fct_ai_serving_hourly') }}
    group by service_id, activity_month
),

units as (
    {% for kind, boundary, unit, count in [
        ('run', 'sci', 'run', '1'), ('run', 'sci_ai_provider', 'flop', 'flops'),
        ('run', 'sci_ai_provider', 'training_token', 'training_tokens'), ('run', 'sci_ai_provider', 'parameter', 'parameters'),
        ('service', 'sci', 'request', 'requests'), ('service', 'sci_ai_consumer', 'request', 'requests'),
        ('service', 'sci_ai_consumer', 'token', 'tokens'), ('service', 'sci_ai_consumer', 'output_token', 'tokens_out')
    ] %}
        select subjects.*, '{{ boundary }}' as boundary, '{{ unit }}' as functional_unit, cast({{ count }} as double) as unit_count
        from subjects
        where subject_kind = '{{ kind }}'
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

scored as (
    select
        units.*,
        case
            when coalesce(undivided_location_kgco2e, 0) <> 0 then 'undivided_figure'
            when electricity_location_kgco2e is null then 'nothing_booked'
            when coalesce(unit_count, 0) = 0 then 'unit_not_counted'
        end as unscored_reason
    from units
)

select
    scored.subject_kind, scored.subject_id, scored.activity_month, scored.team_id, scored.model_id,
    scored.boundary, scored.functional_unit, scored.unit_count,
    {{ measured('scored.energy_facility_kwh') }} as energy_kwh,
    cast(scored.electricity_location_kgco2e as double) * {{ g_per_kg() }} / nullif(cast(scored.energy_facility_kwh as double), 0)
        as location_gco2e_per_kwh,
    {{ measured('scored.electricity_location_kgco2e') }} as operational_kgco2e,
    {{ measured('scored.hardware_amortised_kgco2e') }} as embodied_kgco2e,
    case
        when scored.unscored_reason is null
            then
                cast(scored.electricity_location_kgco2e + coalesce(scored.hardware_amortised_kgco2e, 0) as double) * {{ g_per_kg() }}
                / scored.unit_count
    end as sci_gco2e_per_unit,
    scored.hardware_amortised_kgco2e is not null as has_embodied,
    scored.unscored_reason,
    boundaries.statement as boundary_statement,
    cast(scored.electricity_location_kgco2e as double) / nullif(cast(scored.energy_it_kwh as double), 0) as cue_kgco2e_per_it_kwh,
    scored.flop_per_joule
from scored
inner join {{ ref('dim_sci_boundary') }} as boundaries
    on scored.boundary = boundaries.boundary and scored.functional_unit = boundaries.functional_unit
