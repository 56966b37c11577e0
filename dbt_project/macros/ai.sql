{# Measures of what runs and services take of booked figures, so that every table of them holds the same columns. #}
{% macro ai_measures() %}
    {{ return([
        'energy_it_kwh', 'energy_facility_kwh', 'electricity_location_kgco2e', 'electricity_location_hourly_kgco2e',
        'electricity_market_kgco2e', 'upstream_location_kgco2e', 'upstream_market_kgco2e', 'hardware_amortised_kgco2e',
        'undivided_location_kgco2e', 'undivided_location_hourly_kgco2e', 'undivided_market_kgco2e', 'water_site_l', 'water_source_l',
    ]) }}
{% endmacro %}

{# All components under one method; null only where nothing is booked. Methods are never added. #}
{% macro ai_total(method) -%}
    {{ total_of([
        'electricity_' ~ method ~ '_kgco2e', 'upstream_' ~ ('market' if method == 'market' else 'location') ~ '_kgco2e',
        'hardware_amortised_kgco2e', 'undivided_' ~ method ~ '_kgco2e'
    ]) }}
{%- endmacro %}
