{# Raw samples of telemetry to hours: the columns of a series, its units, the steps between its samples. #}
{% macro series_columns() -%}
    {{ return(['host_id', 'device_kind', 'device_id', 'parent_device_id', 'slice_profile', 'namespace', 'pod', 'container',
               'job_id', 'workload_state', 'energy_zone', 'exporter', 'metric']) }}
{%- endmacro %}

{# Units of a counter, or of a power times microseconds, that make one kWh. #}
{% macro units_per_kwh(unit) -%}
    case {{ unit }}
        when 'uJ' then cast({{ j_per_kwh() }} as double) * {{ micro_per_one() }}
        when 'mJ' then cast({{ j_per_kwh() }} as double) * {{ milli_per_one() }}
        when 'J' then cast({{ j_per_kwh() }} as double)
        when 'kWh' then cast(1 as double)
        when 'uW' then cast({{ us_per_hour() }} as double) * {{ w_per_kw() }} * {{ micro_per_one() }}
        when 'mW' then cast({{ us_per_hour() }} as double) * {{ w_per_kw() }} * {{ milli_per_one() }}
        when 'W' then cast({{ us_per_hour() }} as double) * {{ w_per_kw() }}
    end
{%- endmacro %}

{# Which part of an energy that comes in two series, as Kepler up to 0.9 prints it: dynamic and idle add up. #}
{% macro energy_mode(labels) %}nullif(regexp_extract({{ labels }}, '"mode":[ ]*"(dynamic|idle)"', 1), ''){% endmacro %}

{# One row per series of the slices, numbered: what its samples repeat is read once, and a number sorts faster than its names. #}
{% macro telemetry_series(slices, quantities) -%}
    select
        slice_id,
        series_id,
        row_number() over (order by slice_id, series_id) as series_no,
        any_value({{ micros_of('cast(day as timestamp)') }}) as day_us,
        any_value(quantity) as quantity,
        any_value(unit) as unit,
        any_value(counter_kind) as counter_kind,
        any_value(max_range) as max_range,
        any_value(sample_interval_s) as sample_interval_s,
        {{ energy_mode('any_value(labels)') }} as energy_mode,
        {% for column in series_columns() %}any_value({{ column }}) as {{ column }}{{ ', ' if not loop.last }}{% endfor %}
    from {{ ref('stg_telemetry__samples') }}
    where {{ in_part(slices) }} and quantity in ({{ "'" ~ quantities | join("', '") ~ "'" }})
    group by slice_id, series_id
{%- endmacro %}

{#
  One row per reading of a lane with the reading before it. Only three columns go through the sort. `lanes` says which
  series make a lane; a reading that stands there twice steps over no time.
#}
{% macro telemetry_steps(slices, lanes) -%}
    select
        lane_no,
        at_us,
        value,
        lag(at_us) over (partition by lane_no order by at_us, value) as before_us,
        lag(value) over (partition by lane_no order by at_us, value) as value_before
    from (
        select lanes.lane_no, {{ micros_of('samples.sampled_at') }} as at_us, samples.value
        from {{ ref('stg_telemetry__samples') }} as samples
        inner join {{ lanes }} as lanes on samples.slice_id = lanes.slice_id and samples.series_id = lanes.series_id
        where {{ in_part(slices, 'samples.slice_id') }} and samples.value is not null
    ) as readings
{%- endmacro %}

{# The hour of a moment in microseconds, in microseconds. #}
{% macro hour_us(micros) %}{{ micros }} - {{ micros }} % {{ us_per_hour() }}{% endmacro %}

{# A threshold of the seed `policies`. #}
{% macro policy(policy_id) -%}
    (select max(value) from {{ ref('policies') }} where policy_id = '{{ policy_id }}')
{%- endmacro %}

{# Microseconds as seconds, to the millionth. #}
{% macro seconds_of(micros) %}cast(cast({{ micros }} as double) / {{ us_per_second() }} as decimal(18, 6)){% endmacro %}

{# What a board is called wherever it is seen: its UUID, or its place in its host where it has none. #}
{% macro board_key(host_id, device_id) -%}
    case when {{ device_id }} like 'GPU-%' then {{ device_id }} else concat_ws('|', coalesce({{ host_id }}, 'unknown'), {{ device_id }}) end
{%- endmacro %}
