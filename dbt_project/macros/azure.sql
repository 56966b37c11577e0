{# An Azure meter's usage type, alike in cost details and FOCUS exports: subcategory/name, either of which may lack. #}
{% macro azure_usage_type(sub_category, name) -%}
    case
        when {{ sub_category }} is not null or {{ name }} is not null
            then concat(coalesce({{ sub_category }}, ''), '/', coalesce({{ name }}, ''))
    end
{%- endmacro %}

{# The same of a FOCUS charge; null where it is not Azure's, whose exports alone name a meter's category. #}
{% macro azure_focus_usage_type() -%}
    case
        when x_sku_meter_category is not null
            then {{ azure_usage_type('x_sku_meter_subcategory', 'coalesce(sku_meter, x_sku_meter_name)') }}
    end
{%- endmacro %}

{# Azure's ids are the same in any case, and a subscription is known by its GUID; other providers' ids stay. #}
{% macro azure_id(provider, id) -%}
    case
        when {{ provider }} <> 'azure' then {{ id }}
        when lower({{ id }}) like '/subscriptions/%' and lower({{ id }}) not like '/subscriptions/%/%'
            then split_part(lower({{ id }}), '/', 3)
        else lower({{ id }})
    end
{%- endmacro %}

{# The size of a machine that a FOCUS charge of Azure names. #}
{% macro azure_size() %}coalesce(sku_price_details['ServiceType'], x_sku_details['ServiceType']){% endmacro %}
