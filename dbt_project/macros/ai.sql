{# Measures of what runs and services take of booked figures, so that every table of them holds the same columns. #}
{% macro ai_measures() %}
    {{ return([
        'energy_it_kwh', 'energy_facility_kwh', 'electricity_location_kgco2e', 'electricity_location_hourly_kgco2e',
        'electricity_market_kgco2e', 'upstream_location_kgco2e', 'upstream_market_kgco2e', 'hardware_amortised_kgco2e',
        'undivided_location_kgco2e', 'undivided_location_hourly_kgco2e', 'undivided_market_kgco2e', 'water_site_l', 'water_source_l',
    ]) }}
{% endmacro %}

{#
  All components under one method; null where no electricity is booked under it, for hardware alone is no total. Methods are
  never added.
#}
{% macro ai_total(method) -%}
    case
        when coalesce(electricity_{{ method }}_kgco2e, undivided_{{ method }}_kgco2e) is not null
            then {{ total_of([
                'electricity_' ~ method ~ '_kgco2e', 'upstream_' ~ ('market' if method == 'market' else 'location') ~ '_kgco2e',
                'hardware_amortised_kgco2e', 'undivided_' ~ method ~ '_kgco2e'
            ]) }}
    end
{%- endmacro %}

{# What a what-if may ask about: runs whole, and services by month, each in one place. #}
{% macro ai_subjects() -%}
    select
        'run' as subject_kind, run_id as subject_id, activity_month, team_id, providers as provider, place_ids as place_id, accelerators,
        starts_at, ends_at, cast(gpu_hours as double) / nullif(gpu_count, 0) as duration_hours,
        cast(energy_it_kwh as double) as it_kwh, cast(energy_facility_kwh as double) as facility_kwh,
        cast(electricity_location_kgco2e as double) as electricity, coalesce(cast(hardware_amortised_kgco2e as double), 0) as hardware,
        coalesce(undivided_location_kgco2e, 0) <> 0 as is_undivided, cast(null as double) as tokens_out
    from {{ ref('fct_ai_runs') }}
    union all
    select
        'service' as subject_kind, service_id as subject_id, activity_month, max_by(team_id, hour_at) as team_id,
        {{ joined_text('providers') }} as provider,
        {{ joined_text('place_ids') }} as place_id, cast(null as string) as accelerators,
        min(hour_at) as starts_at, max({{ next_hour('hour_at') }}) as ends_at, cast(count(*) as double) as duration_hours,
        cast(sum(energy_it_kwh) as double) as it_kwh, cast(sum(energy_facility_kwh) as double) as facility_kwh,
        cast(sum(electricity_location_kgco2e) as double) as electricity,
        coalesce(cast(sum(hardware_amortised_kgco2e) as double), 0) as hardware,
        coalesce(sum(undivided_location_kgco2e), 0) <> 0 as is_undivided, cast(sum(tokens_out) as double) as tokens_out
    from {{ ref('fct_ai_serving_hourly') }}
    where energy_it_kwh is not null
    group by service_id, activity_month
{%- endmacro %}

{# A bound of an intensity: the publisher's, else the assumed spread where it prints none. #}
{% macro intensity_bound(factors, bound, spread) -%}
    case
        when {{ factors }}.low_kgco2e_per_kwh = {{ factors }}.high_kgco2e_per_kwh
            then {{ factors }}.kgco2e_per_kwh * {{ spread }}.value_{{ bound }}
        else {{ factors }}.{{ bound }}_kgco2e_per_kwh
    end
{%- endmacro %}
