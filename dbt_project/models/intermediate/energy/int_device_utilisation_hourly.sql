{# How busy a board, a slice or a workload on it was, by the hour: the trapezoid of its gauge over the seconds that it covers. #}
{{ config(
    materialized='incremental', incremental_strategy=slice_strategy(), on_schema_change='fail', post_hook='{{ build_later_slices() }}'
) }}
{% set slices = first_slices() %}

with series as (
    {{ telemetry_series(slices, ['utilisation']) }}
),

ruled as (
    select
        series.*,
        series_no as lane_no,
        case unit when 'percent' then cast(1 as double) / {{ percent() }} else cast(1 as double) end as per_unit,
        coalesce(sample_interval_s, {{ policy('telemetry_interval_default_s') }})
        * {{ policy('telemetry_gap_intervals') }} * {{ us_per_second() }} as longest_us
    from series
),

steps as (
    {{ telemetry_steps(slices, 'ruled') }}
),

grouped as (
    select
        steps.lane_no,
        {{ hour_us('steps.before_us') }} as from_hour_us,
        {{ hour_us('steps.at_us') }} as to_hour_us,
        min(steps.before_us) as from_us,
        max(steps.at_us) as to_us,
        sum(steps.at_us - steps.before_us) as covered_us,
        sum({{ measured(
            '(steps.value + steps.value_before) / ' ~ ends_of_line() ~ ' * ruled.per_unit * (steps.at_us - steps.before_us)'
        ) }}) as busy_us
    from steps
    inner join ruled on steps.lane_no = ruled.lane_no
    where steps.at_us - steps.before_us <= ruled.longest_us
    group by steps.lane_no, from_hour_us, to_hour_us
),

spread as (
    {{ stepped_rows('grouped', 'from_hour_us', 'to_hour_us', us_per_hour(), 'hour_us') }}
),

shares as (
    select
        spread.*,
        case
            when from_hour_us = to_hour_us or covered_us = 0 then cast(1 as double)
            else cast(least(to_us, hour_us + {{ us_per_hour() }}) - greatest(from_us, hour_us) as double) / covered_us
        end as share
    from spread
),

hours as (
    select
        lane_no,
        hour_us,
        sum(cast(round(covered_us * share) as bigint)) as covered_us,
        sum({{ measured('cast(busy_us as double) * share') }}) as busy_us
    from shares
    group by lane_no, hour_us
)

{# A slice without use leaves one row without a series, which says that it was computed. #}
select
    versions.slice_id,
    versions.build_key,
    ruled.series_id,
    {% for column in series_columns() %}ruled.{{ column }}, {% endfor %}
    {{ moment_of('hours.hour_us') }} as hour_at,
    {{ fraction('greatest(0, least(1, cast(hours.busy_us as double) / hours.covered_us))') }} as utilisation,
    {{ seconds_of('hours.covered_us') }} as covered_seconds
from {{ ref('stg_lake__slice_versions') }} as versions
left join ruled on versions.slice_id = ruled.slice_id
left join hours
    on
        ruled.lane_no = hours.lane_no
        and hours.covered_us > 0
        and ruled.day_us <= hours.hour_us
        and ruled.day_us + {{ hours_per_day() }} * {{ us_per_hour() }} > hours.hour_us
where versions.model = 'int_device_utilisation_hourly' and {{ in_part(slices, 'versions.slice_id') }}
