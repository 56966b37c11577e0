{#
  The same run in the same place on other accelerators or at another hour. Hardware: time by the ratio of peak arithmetic,
  power by that of the boards, embodied by both; hour: the means of the direct hourly intensity of both windows, and only
  where each hour of both is known.
#}
with both_kinds as (
    {{ ai_subjects() }}
),

subjects as (
    select * from both_kinds where subject_kind = 'run'
),

policies as (
    select
        max(case when policy_id = 'intensity_relative' then value_low end) as spread_low,
        max(case when policy_id = 'intensity_relative' then value_high end) as spread_high,
        max(case when policy_id = 'throughput_realised' then value end) as realised,
        max(case when policy_id = 'throughput_realised' then value_low end) as realised_low,
        max(case when policy_id = 'throughput_realised' then value_high end) as realised_high
    from {{ ref('what_if_policies') }}
),

hardware as (
    select
        subjects.*, arms.arm_id, arms.arm_kind,
        base_speed.dense_bf16_tflops / speed.dense_bf16_tflops as time_ratio,
        base_board.max_w as base_w, board.max_w as arm_w,
        board.embodied_kgco2e / base_board.embodied_kgco2e as embodied_ratio
    from subjects
    cross join {{ ref('dim_what_if_arm') }} as arms
    left join {{ ref('accelerator_throughput') }} as base_speed on subjects.accelerators = base_speed.accelerator
    left join {{ ref('accelerators') }} as base_board on subjects.accelerators = base_board.accelerator
    left join {{ ref('accelerator_throughput') }} as speed on arms.accelerator = speed.accelerator
    left join {{ ref('accelerators') }} as board on arms.accelerator = board.accelerator
    where arms.arm_kind = 'hardware' and coalesce(arms.accelerator <> subjects.accelerators, true)
),

windows as (
    select
        subjects.subject_id,
        subjects.activity_month,
        places.em_zone,
        {{ hour_of('subjects.starts_at') }} as first_hour_at,
        {{ hours_spanned(hour_of('subjects.starts_at'), 'subjects.ends_at') }} as hours
    from subjects
    inner join {{ ref('int_ai_places') }} as places on subjects.provider = places.provider and subjects.place_id = places.region_id
),

shifts as (
    select shift_hours from {{ ref('dim_what_if_arm') }} where arm_kind = 'hour'
    union
    select 0 as shift_hours
),

means as (
    select
        windows.subject_id,
        arms.shift_hours,
        windows.hours,
        count(*) as known_hours,
        cast(sum({{ priced('zone_hours.intensity_gco2e_per_kwh') }}) as double) / count(*) / {{ g_per_kg() }} as intensity
    from windows
    cross join shifts as arms
    inner join {{ ref('int_zone_hours') }} as zone_hours
        on
            windows.em_zone = zone_hours.em_zone
            and {{ hours_between('windows.first_hour_at', 'zone_hours.hour_at') }}
            between arms.shift_hours and arms.shift_hours + windows.hours - 1
    group by windows.subject_id, arms.shift_hours, windows.hours
),

hours as (
    select
        subjects.*, arms.arm_id, arms.arm_kind,
        case when base.known_hours >= base.hours then base.intensity end as base_intensity,
        case when shifted.known_hours >= shifted.hours then shifted.intensity end as intensity
    from subjects
    cross join {{ ref('dim_what_if_arm') }} as arms
    left join means as base on subjects.subject_id = base.subject_id and base.shift_hours = 0
    left join means as shifted on subjects.subject_id = shifted.subject_id and arms.shift_hours = shifted.shift_hours
    where arms.arm_kind = 'hour'
),

changes as (
    select
        subject_kind, subject_id, activity_month, team_id, arm_id, arm_kind, 'as_booked' as boundary,
        case
            when is_undivided then 'undivided_figure' when electricity is null then 'nothing_booked'
            when time_ratio is null or embodied_ratio is null then 'unknown_accelerator'
        end as refused_reason,
        duration_hours as base_duration_hours,
        duration_hours * time_ratio / policies.realised as duration_hours,
        facility_kwh as base_kwh,
        facility_kwh * time_ratio * arm_w / base_w / policies.realised as kwh,
        {% for bound, realised in [('', 'realised'), ('_low', 'realised_high'), ('_high', 'realised_low')] %}
            electricity{{ ' * policies.spread' ~ bound if bound }} + hardware as base{{ bound }},
            (electricity{{ ' * policies.spread' ~ bound if bound }} * arm_w / base_w + hardware * embodied_ratio)
            * time_ratio / policies.{{ realised }} as arm{{ bound }}{{ ',' if not loop.last }}
        {% endfor %}
    from hardware
    cross join policies
    union all
    select
        subject_kind, subject_id, activity_month, team_id, arm_id, arm_kind, 'direct' as boundary,
        case
            when is_undivided then 'undivided_figure' when facility_kwh is null then 'nothing_booked'
            when base_intensity is null or intensity is null then 'hours_not_known'
        end as refused_reason,
        duration_hours as base_duration_hours, duration_hours, facility_kwh as base_kwh, facility_kwh as kwh,
        {% for bound in ['', '_low', '_high'] %}
            facility_kwh * base_intensity{{ ' * policies.spread' ~ bound if bound }} + hardware as base{{ bound }},
            facility_kwh * intensity{{ ' * policies.spread' ~ bound if bound }} + hardware as arm{{ bound }}{{ ',' if not loop.last }}
        {% endfor %}
    from hours
    cross join policies
)

select
    subject_kind, subject_id, activity_month, team_id, arm_id, arm_kind, boundary, refused_reason, base_duration_hours,
    case when refused_reason is null then duration_hours end as duration_hours,
    {{ measured('base_kwh') }} as base_energy_kwh,
    {{ measured('case when refused_reason is null then kwh end') }} as energy_kwh,
    {% for bound in ['', '_low', '_high'] %}
        {% for side in ['base', 'arm'] %}
            {{ measured('case when refused_reason is null then ' ~ side ~ bound ~ ' end') }} as {{ side ~ bound }}_kgco2e
            {{- ',' if not (loop.last and bound == '_high') }}
        {% endfor %}
    {% endfor %}
from changes
