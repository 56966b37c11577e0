{# What the steps of energy series mean, once they are few: wrap, reset, gap, the hours they cross. #}

{#
  A counter that falls wrapped if one turn of its range is a power that the device can have; else it began anew, and what
  it shows since is the least that was used. A rise, or a rest, that no device can make is nobody's energy. Where the device
  could have made one turn more, what is counted is the least as well, and its seconds are lost.
#}
{% macro energy_judged(groups, series) -%}
told as (
    select
        steps.*,
        series.is_power,
        series.day_us,
        series.units_per_kwh,
        coalesce(
            strange_at_us is not null and steps.value < steps.value_before and series.counter_kind = 'rapl_wrap'
            and coalesce(series.max_range + steps.value - steps.value_before <= series.most_per_us * steps.step_us, true), false
        ) as is_wrap,
        coalesce(
            steps.value >= steps.value_before
            and coalesce(steps.value - steps.value_before <= series.most_per_us * (steps.step_us + series.lag_us), true), false
        ) as is_rise,
        series.max_range,
        series.most_per_us * steps.step_us as most,
        coalesce(steps.value <= series.most_per_us * (steps.step_us + series.lag_us), true) as is_rest_plausible,
        series.max_range + steps.value - steps.value_before as turned
    from {{ groups }} as steps
    inner join {{ series }} as series on steps.lane_no = series.lane_no
),

judged as (
    select
        told.*,
        strange_at_us is not null and not is_wrap and not is_rise as is_reset,
        strange_at_us is not null and not is_rise and not is_wrap
        or coalesce(
            strange_at_us is not null and case when is_wrap then turned else value - value_before end + max_range <= most, false
        ) as is_least,
        case
            when strange_at_us is null or is_rise then cast(amount as double)
            when is_wrap then turned
            when value < value_before and is_rest_plausible then value
            else 0
        end / units_per_kwh as energy_kwh
    from told
)
{%- endmacro %}

{# Each step by its time share of the hours of its day; counts stand in the last of its hours. #}
{% macro energy_pieces(spread) -%}
    select
        lane_no,
        hour_us,
        {{ measured('energy_kwh * share') }} as energy_kwh,
        cast(round(case when is_least then 0 when is_power then step_us - gap_us else step_us end * share) as bigint) as covered_us,
        cast(round(case when is_least then step_us when is_power then gap_us else 0 end * share) as bigint) as lost_us,
        case when is_last and is_wrap then 1 else 0 end as wrap_count,
        case when is_last and is_reset then 1 else 0 end as reset_count,
        case when is_last then gap_count else 0 end as gap_count,
        0 as blank_count,
        case when hour_us = to_hour_us then duplicate_count else 0 end as duplicate_count,
        case when hour_us = to_hour_us then sample_count else 0 end as sample_count
    from (
        select
            {{ spread }}.*,
            hour_us = least(to_hour_us, day_us + ({{ hours_per_day() }} - 1) * {{ us_per_hour() }}) as is_last,
            case
                when from_hour_us = to_hour_us then cast(1 as double)
                else cast(least(to_us, hour_us + {{ us_per_hour() }}) - greatest(from_us, hour_us) as double) / step_us
            end as share
        from {{ spread }}
        where hour_us >= day_us and hour_us < day_us + {{ hours_per_day() }} * {{ us_per_hour() }}
    ) as shares
{%- endmacro %}

{# Readings without a value, in the shape of the pieces. #}
{% macro blank_readings(slices, lanes) -%}
    select
        lanes.lane_no,
        {{ hour_us(micros_of('samples.sampled_at')) }} as hour_us,
        cast(null as decimal(38, 9)) as energy_kwh,
        0 as covered_us,
        0 as lost_us,
        0 as wrap_count,
        0 as reset_count,
        0 as gap_count,
        1 as blank_count,
        0 as duplicate_count,
        0 as sample_count
    from {{ ref('stg_telemetry__samples') }} as samples
    inner join {{ lanes }} as lanes
        on samples.slice_id = lanes.slice_id and samples.series_id = lanes.series_id and lanes.lane_no = lanes.series_no
    where
        {{ in_part(slices, 'samples.slice_id') }}
        and samples.value is null
        and cast(samples.sampled_at as date) = samples.day
{%- endmacro %}

{#
  The hours with the names of their series. A lane of several series has none of what only one of its sharers has. A slice without
  any leaves one row without a series, which says that it was computed.
#}
{% macro energy_hours(slices, hours, series, model) -%}
select
    versions.slice_id,
    versions.build_key,
    case when series.lane_no > 0 then series.series_id end as series_id,
    series.is_device_total,
    {% for column in series_columns() -%}
    {% if column in ['slice_profile', 'namespace', 'pod', 'container', 'job_id'] -%}
    case when series.lane_no > 0 then series.{{ column }} end as {{ column }},
    {% else -%}
    series.{{ column }},
    {% endif -%}
    {% endfor -%}
    series.energy_mode,
    {{ moment_of('hours.hour_us') }} as hour_at,
    cast(hours.energy_kwh as decimal(38, 9)) as energy_kwh,
    case when series.is_power then 'power_integral' when not series.is_power then 'energy_counter' end as method,
    {{ seconds_of('hours.covered_us') }} as covered_seconds,
    {{ seconds_of('hours.lost_us') }} as lost_seconds,
    hours.wrap_count,
    hours.reset_count,
    hours.gap_count,
    hours.blank_count,
    hours.duplicate_count,
    hours.sample_count
from {{ ref('stg_lake__slice_versions') }} as versions
left join {{ series }} as series on versions.slice_id = series.slice_id
left join {{ hours }} as hours on series.lane_no = hours.lane_no
where versions.model = '{{ model }}' and {{ in_part(slices, 'versions.slice_id') }}
{%- endmacro %}
