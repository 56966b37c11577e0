{#
  Energy of each series by the hour, from raw samples: counters by their steps, power by the trapezoid. In one sort and one
  grouping: an interval inside an hour joins its hour's group, one that crosses hours, and a step that no counter makes by
  counting, is a group of its own, to be judged and split when rows are few.
#}
{{ config(
    materialized='incremental', incremental_strategy=slice_strategy(), on_schema_change='fail', post_hook='{{ build_later_slices() }}'
) }}
{% set slices = first_slices() %}

with series as (
    {{ telemetry_series(slices, ['energy', 'power']) }}
),

{# An exporter repeats the energy of a board for each of its sharers: all of them together read one counter. #}
shared as (
    select
        series.*,
        case
            when device_kind = 'gpu' and device_id is not null
                then count(*) over (partition by slice_id, host_id, device_id, exporter, metric, energy_mode)
            else 1
        end as sharers,
        min(series_no) over (partition by slice_id, host_id, device_id, exporter, metric, energy_mode) as first_no
    from series
),

lanes as (
    select slice_id, series_id, series_no, series_no as lane_no, sharers = 1 as is_device_total from shared
    union all
    select slice_id, series_id, series_no, -first_no as lane_no, true as is_device_total from shared where sharers > 1
),

{# What a step of the lane may be, in microseconds and in its unit. #}
ruled as (
    select
        lanes.lane_no,
        lanes.is_device_total,
        shared.sharers > 1 and lanes.lane_no > 0 as is_sharer,
        shared.*,
        shared.quantity = 'power' as is_power,
        {{ units_per_kwh('shared.unit') }} as units_per_kwh,
        coalesce(shared.sample_interval_s, {{ policy('telemetry_interval_default_s') }})
        * {{ policy('telemetry_gap_intervals') }} * {{ us_per_second() }} as longest_us,
        {{ policy('telemetry_counter_lag_s') }} * {{ us_per_second() }} as lag_us,
        caps.plausible_w / {{ w_per_kw() }} / {{ us_per_hour() }} * {{ units_per_kwh('shared.unit') }} as most_per_us
    from lanes
    inner join shared on lanes.series_no = shared.series_no
    left join {{ ref('device_power_caps') }} as caps on shared.device_kind = caps.device_kind
    where lanes.lane_no = shared.series_no or shared.series_no = shared.first_no
),

steps as (
    {{ telemetry_steps(slices, 'lanes') }}
),

{# While a sharer is not printed the board is another's: what its counter rises meanwhile is none of the sharer's. #}
owned as (
    select
        steps.lane_no,
        steps.at_us,
        steps.value,
        case when not (ruled.is_sharer and steps.at_us - steps.before_us > ruled.longest_us) then steps.before_us end as before_us,
        case when not (ruled.is_sharer and steps.at_us - steps.before_us > ruled.longest_us) then steps.value_before end as value_before,
        ruled.is_power,
        ruled.longest_us,
        ruled.most_per_us,
        ruled.lag_us,
        ruled.max_range
    from steps
    inner join ruled on steps.lane_no = ruled.lane_no
),

measured as (
    select
        *,
        {{ hour_us('before_us') }} as from_hour_us,
        {{ hour_us('at_us') }} as to_hour_us,
        at_us - before_us as step_us,
        value - value_before as rise
    from owned
),

grouped as (
    select
        lane_no,
        from_hour_us,
        to_hour_us,
        case
            when
                not is_power and step_us > 0
                and (rise < 0 or rise > most_per_us * (step_us + lag_us) or rise + max_range <= most_per_us * step_us)
                then at_us
        end as strange_at_us,
        sum({{ measured(
            'case when not is_power and step_us > 0 then rise'
            ~ ' when step_us <= longest_us then (value + value_before) / ' ~ ends_of_line() ~ ' * step_us end'
        ) }}) as amount,
        sum(step_us) as step_us,
        sum(case when step_us > longest_us then step_us else 0 end) as gap_us,
        count(case when step_us > longest_us then 1 end) as gap_count,
        count(case when step_us = 0 then 1 end) as duplicate_count,
        count(*) as sample_count,
        min(before_us) as from_us,
        max(at_us) as to_us,
        max(value) as value,
        max(value_before) as value_before
    from measured
    group by lane_no, from_hour_us, to_hour_us, strange_at_us
),

{{ energy_judged('grouped', 'ruled') }},

spread as (
    {{ stepped_rows('judged', 'coalesce(from_hour_us, to_hour_us)', 'to_hour_us', us_per_hour(), 'hour_us') }}
),

pieces as (
    {{ energy_pieces('spread') }}
    union all
    {{ blank_readings(slices, 'lanes') }}
),

hours as (
    select
        lane_no,
        hour_us,
        sum(energy_kwh) as energy_kwh,
        sum(covered_us) as covered_us,
        sum(lost_us) as lost_us,
        {% for count in ['wrap', 'reset', 'gap', 'blank', 'duplicate', 'sample'] -%}
            cast(sum({{ count }}_count) as bigint) as {{ count }}_count{{ ',' if not loop.last }}
        {% endfor %}
    from pieces
    group by lane_no, hour_us
)

{{ energy_hours(slices, 'hours', 'ruled', 'int_device_energy_hourly') }}
