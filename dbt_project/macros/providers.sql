{# Reading the clouds' own figures: model versions in their order, and lists of components. #}

{# Major number of a model version: 3 of `v3.0.1`, 14 of `14`, 0 where the tool prints none. #}
{% macro model_major(version) -%}
    coalesce(try_cast(split_part(replace({{ version }}, 'v', ''), '.', 1) as int), 0)
{%- endmacro %}

{# A text that sorts model versions as numbers: v3.0.10 after v3.0.9, 14 after 9. #}
{% macro model_order(version) -%}
    {%- set width = model_part_digits() -%}
    concat(
        {% for part in [1, 2, 3] -%}
            lpad(coalesce(nullif(split_part(replace({{ version }}, 'v', ''), '.', {{ part }}), ''), '0'), {{ width }}, '0')
            {{- ", '.', " if not loop.last }}
        {%- endfor %}, {{ version }}
    )
{%- endmacro %}

{# Whether a comma-joined list names an item. #}
{% macro in_list(items, item) -%}
    concat(',', {{ items }}, ',') like concat('%,', {{ item }}, ',%')
{%- endmacro %}

{# The components that a figure is made of; `other` is spend on what has no model, and holds a whole life cycle. #}
{% macro emission_components() -%}
    {{ return(['s1_direct', 'electricity', 'upstream', 'hardware', 'facility', 'other']) }}
{%- endmacro %}

{# The methods of the books; `na` rows belong to each. #}
{% macro emission_methods() %}{{ return(['location', 'location_hourly', 'market']) }}{% endmacro %}

{# One key of a cloud's own figures, and of the estimates that it displaces. #}
{% macro cloud_key() %}{{ return(['activity_month', 'provider', 'sub_account_id', 'carbon_bucket', 'region_id']) }}{% endmacro %}
{% macro same_cloud_key(left, right, without=[]) -%}
    {%- for column in cloud_key() if column not in without -%}
        {{ left }}.{{ column }} = {{ right }}.{{ column }}{{ ' and ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{# Whether a bundle took the place of a component under any of the methods (columns `has_<component>_<method>`). #}
{% macro displaced_any(component, methods) -%}
    ({% for method in methods %}has_{{ component }}_{{ method }}{{ ' or ' if not loop.last }}{% endfor %})
{%- endmacro %}
