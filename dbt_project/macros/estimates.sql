{# The physical measures of a usage row, each cast on its row. `location_hourly` takes the hour where it was met, else the year. #}
{% macro energy_measures(usage, rates) %}
    {%- set it = usage ~ '.consumed_quantity * ' ~ rates ~ '.it_kwh_per_unit' -%}
    {{ measured(it) }} as energy_it_kwh,
    {{ measured(it ~ ' * ' ~ rates ~ '.overhead_kwh_per_it_kwh') }} as energy_overhead_kwh,
    {{ measured(usage ~ '.consumed_quantity_hourly * ' ~ rates ~ '.it_kwh_per_unit') }} as energy_it_hourly_kwh,
    {{ measured(it ~ ' * ' ~ rates ~ '.location_kgco2e_per_it_kwh') }} as electricity_location_kgco2e,
    {%- for bound in ['low', 'high'] %}
    {{ measured(
        usage ~ '.consumed_quantity * ' ~ rates ~ '.it_' ~ bound ~ '_kwh_per_unit * '
        ~ rates ~ '.location_' ~ bound ~ '_kgco2e_per_it_kwh'
    ) }} as electricity_location_{{ bound }}_kgco2e,
    {%- endfor %}
    {{ measured(
        'coalesce(' ~ usage ~ '.consumed_quantity_x_gco2e_per_kwh, 0) * ' ~ rates ~ '.it_kwh_per_unit * ' ~ rates ~ '.pue / ' ~ g_per_kg()
        ~ ' + (' ~ usage ~ '.consumed_quantity - coalesce(' ~ usage ~ '.consumed_quantity_hourly, 0)) * '
        ~ rates ~ '.it_kwh_per_unit * ' ~ rates ~ '.location_kgco2e_per_it_kwh'
    ) }} as electricity_location_hourly_kgco2e,
    {{ measured(it ~ ' * ' ~ rates ~ '.market_kgco2e_per_it_kwh') }} as electricity_market_kgco2e,
    {{ measured(it ~ ' * ' ~ rates ~ '.upstream_kgco2e_per_it_kwh') }} as upstream_location_kgco2e,
    {{ measured(it ~ ' * ' ~ rates ~ '.upstream_kgco2e_per_it_kwh') }} as upstream_market_kgco2e,
    {%- for bound in ['', '_low', '_high'] %}
    {{ measured(usage ~ '.consumed_quantity * ' ~ rates ~ '.hardware' ~ bound ~ '_kgco2e_per_unit') }} as hardware{{ bound }}_kgco2e,
    {{ measured(usage ~ '.effective_cost * ' ~ rates ~ '.other' ~ bound ~ '_kgco2e_per_cost') }} as other{{ bound }}_kgco2e,
    {%- endfor %}
    {{ measured(it ~ ' * ' ~ rates ~ '.water_site_l_per_it_kwh') }} as water_site_l,
    {{ measured(it ~ ' * ' ~ rates ~ '.water_source_l_per_it_kwh') }} as water_source_l
{% endmacro %}

{# Columns of the physical estimate that add over everything. #}
{% macro estimate_columns() %}
    {{ return([
        'energy_it_kwh', 'energy_overhead_kwh', 'energy_it_hourly_kwh',
        'electricity_location_kgco2e', 'electricity_location_low_kgco2e', 'electricity_location_high_kgco2e',
        'electricity_location_hourly_kgco2e', 'electricity_market_kgco2e',
        'upstream_location_kgco2e', 'upstream_market_kgco2e',
        'hardware_kgco2e', 'hardware_low_kgco2e', 'hardware_high_kgco2e',
        'other_kgco2e', 'other_low_kgco2e', 'other_high_kgco2e',
        'water_site_l', 'water_source_l',
    ]) }}
{% endmacro %}

{# What a rate is told apart by: whatever its quantity or its cost is multiplied by, and of which machine, region and month. #}
{% macro rate_columns() %}
    {{ return([
        'provider', 'region_id', 'activity_month', 'resource_kind', 'emission_model', 'machine', 'fallback', 'factor_set',
        'it_kwh_per_unit', 'it_low_kwh_per_unit', 'it_high_kwh_per_unit', 'cpu_utilisation', 'cpu_dynamic_kwh_per_unit',
        'cpu_dynamic_low_kwh_per_unit', 'cpu_dynamic_high_kwh_per_unit', 'pue', 'overhead_kwh_per_it_kwh',
        'location_kgco2e_per_it_kwh', 'location_low_kgco2e_per_it_kwh', 'location_high_kgco2e_per_it_kwh',
        'market_kgco2e_per_it_kwh', 'upstream_kgco2e_per_it_kwh', 'hardware_kgco2e_per_unit', 'hardware_low_kgco2e_per_unit',
        'hardware_high_kgco2e_per_unit', 'exchange_rate', 'price_ratio', 'other_kgco2e_per_cost', 'other_low_kgco2e_per_cost',
        'other_high_kgco2e_per_cost', 'pue_level', 'boundary', 'intensity_level', 'market_basis', 'is_market_complete',
    ]) }}
{% endmacro %}

{#
  kWh per unit of a row of rates, or a bound of it, at a measured CPU utilisation: what grows with it is scaled, the rest stays.
  Null is not measured, and leaves the default. A bound never crosses the figure.
#}
{% macro kwh_at_utilisation(rates, bound, utilisation) %}
    {%- set kwh = kwh_scaled(rates, '', utilisation) -%}
    case
        when {{ utilisation }} is null or {{ rates }}.cpu_dynamic_kwh_per_unit is null then {{ rates }}.it{{ bound }}_kwh_per_unit
        else
            {%- if bound == '_low' %} least({{ kwh }}, {{ kwh_scaled(rates, bound, utilisation) }})
            {%- elif bound == '_high' %} greatest({{ kwh }}, {{ kwh_scaled(rates, bound, utilisation) }})
            {%- else %} {{ kwh }}
            {%- endif %}
    end
{%- endmacro %}

{% macro kwh_scaled(rates, bound, utilisation) -%}
    {{ rates }}.it{{ bound }}_kwh_per_unit + {{ rates }}.cpu_dynamic{{ bound }}_kwh_per_unit
    * (cast({{ utilisation }} as double) / {{ rates }}.cpu_utilisation - 1)
{%- endmacro %}

{#
  A resource as both its bill and its telemetry name it: an instance of AWS or of Google Cloud by its own id, also at the end of an
  ARN or a full name, for that id is unique; any other by its whole id without regard to case.
#}
{% macro measured_resource(provider, resource_id) -%}
    case
        when {{ provider }} in ('aws', 'gcp') then coalesce(
            nullif(regexp_extract(lower({{ resource_id }}), '(?:^|[/:])(i-[0-9a-f]+|[0-9]+)$', 1), ''), lower({{ resource_id }})
        )
        else lower({{ resource_id }})
    end
{%- endmacro %}
