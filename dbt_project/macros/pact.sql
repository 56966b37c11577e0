{# Arithmetic of product footprints (PACT v3). #}

{# A footprint without biogenic uptake: fossil, change of land use, management of land; null where a part is unknown. #}
{% macro pact_excluding_uptake(fossil, land_use_change, land_management_fossil, land_management_biogenic_co2) -%}
    {{ measured(fossil) }} + {{ measured(land_use_change) }} + {{ measured(land_management_fossil) }}
    + {{ measured(land_management_biogenic_co2) }}
{%- endmacro %}

{# A year's kilograms by declared unit: the amount of units that the footprint is of, over the units that were served. #}
{% macro per_declared_unit(kilograms) -%}
    {{ measured('cast(' ~ kilograms ~ ' as double) * declared_unit_amount / nullif(cast(units_served as double), 0)') }}
{%- endmacro %}
