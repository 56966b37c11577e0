{# Ids of factor rows whose seed is keyed by what they describe; `dim_factor` and the rates must agree on them. #}
{% macro pue_wue_id(row) -%}
    concat('pue_wue.', {{ row }}.provider, '.', {{ row }}.region_pattern, '.', coalesce(cast({{ row }}.year as string), 'any'))
{%- endmacro %}
{% macro lifetime_id(row) %}concat('lifetime.', {{ row }}.provider, '.', {{ row }}.asset_class){% endmacro %}
{% macro warming_potential_id(row) %}
    concat('gwp.', {{ row }}.gwp_set, '.', {{ row }}.species, '.', {{ row }}.horizon_years)
{%- endmacro %}
{% macro storage_class_id(row) %}concat('storage.', {{ row }}.provider, '.', {{ row }}.storage_class){% endmacro %}
{% macro capacity_unit_id(row) %}concat('capacity.', {{ row }}.provider, '.', {{ row }}.capacity_unit){% endmacro %}
{% macro network_class_id(row) %}concat('network.', {{ row }}.provider, '.', {{ row }}.network_class){% endmacro %}
{% macro cpu_power_id(microarchitecture) %}'cpu_power.' || {{ microarchitecture }}{% endmacro %}
{% macro accelerator_id(accelerator) %}'accelerator.' || {{ accelerator }}{% endmacro %}
{% macro fx_id(currency, month) %}concat('fx.', {{ currency }}, '.', substring(cast({{ month }} as string), 1, 7)){% endmacro %}
{% macro price_index_id(currency, year) %}concat('price_index.', {{ currency }}, '.', cast({{ year }} as string)){% endmacro %}
{% macro site_factor_set(site_id, month) %}concat('site.', {{ site_id }}, '.', substring(cast({{ month }} as string), 1, 7)){% endmacro %}
