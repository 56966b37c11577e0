{# What a billed line says about its machine: the models that ask for one, and the name of it. #}
{% macro machine_models() %}'vm', 'held', 'hosted', 'vm_core', 'vm_memory'{% endmacro %}

{# A machine that is billed in two lines, its vCPU and its memory. #}
{% macro machine_part_models() %}'vm_core', 'vm_memory'{% endmacro %}

{# A machine type is a family and a size: n2-standard-8. Null names none. #}
{% macro names_a_machine(instance_type) %}coalesce({{ instance_type }} like '%-%', false){% endmacro %}

{#
  A machine named by its meter: the first of the sizes behind the series, `Dv2/DSv2 Series/D2 v2/DS2 v2` is Standard_D2_v2.
#}
{% macro metered_instance_type(usage_type) -%}
    concat('Standard_', replace(
        regexp_replace(
            split_part(split_part(
                regexp_replace({{ usage_type }}, '^.*(Series|Promo)[^/]*?(/| - )', ''), ' - ', 1
            ), '/', 1),
            ' (Low Priority|Spot|Expired)$', ''
        ), ' ', '_'
    ))
{%- endmacro %}

{# Named by the line, else by what its kind stands for, else by its usage type. #}
{% macro billed_instance_type(line, kind) -%}
    case
        when {{ kind }}.energy_model in ({{ machine_part_models() }})
            then
                case
                    when {{ names_a_machine(line ~ '.x_instance_type') }} then {{ line }}.x_instance_type
                    else {{ kind }}.instance_type
                end
        when {{ kind }}.instance_type = '{meter}'
            then coalesce({{ line }}.x_instance_type, {{ metered_instance_type(line ~ '.usage_type_core') }})
        else
            coalesce(
                {{ line }}.x_instance_type,
                {{ kind }}.instance_type,
                nullif(split_part({{ line }}.usage_type_core, ':', 2), ''),
                case when {{ line }}.usage_type_core like '%.%' then {{ line }}.usage_type_core end,
                'm1.small'
            )
    end
{%- endmacro %}

{#
  Sizes that stand in the name of a type which no catalogue holds. `n2-custom-8-16384` is 8 vCPU and 16,384 MiB; a custom shared
  core is two vCPU; `n9-standard-8` and `Standard_D8s_v9` are 8 vCPU.
#}
{% macro custom_vcpus(type) -%}
    case
        when {{ type }} like 'e2-custom-micro-%' or {{ type }} like 'e2-custom-small-%' or {{ type }} like 'e2-custom-medium-%' then 2
        else cast(nullif(regexp_extract({{ type }}, 'custom-([0-9]+)-[0-9]+', 1), '') as int)
    end
{%- endmacro %}
{% macro custom_memory_gib(type) -%}
    cast(nullif(regexp_extract({{ type }}, 'custom-[0-9a-z]+-([0-9]+)', 1), '') as double) / {{ mib_per_gib() }}
{%- endmacro %}

{# A disk that is billed whole, by its size: `Premium SSD Managed Disks/P10 LRS Disk` is P10. #}
{% macro disk_tier(usage_type) %}regexp_extract({{ usage_type }}, '(^|[/ ])([PES][0-9]+)( |$)', 2){% endmacro %}

{# What the name of a type says of it, where no catalogue holds it; each provider spells its own way. #}
{% macro named_family(provider, type) -%}
    case {{ provider }}
        when 'gcp' then case when {{ type }} like 'custom%' then 'n1' else split_part({{ type }}, '-', 1) end
        {# A new series shares no host with an old one of the same letter. #}
        when 'azure' then {{ type }}
        else split_part({{ type }}, '.', 1)
    end
{%- endmacro %}
{% macro named_size(provider, type) -%}
    case {{ provider }}
        when 'gcp' then split_part({{ type }}, '-', 2)
        when 'azure' then substring(regexp_extract({{ type }}, '_([A-Za-z]+)', 1), 1, 1)
        else split_part({{ type }}, '.', 2)
    end
{%- endmacro %}
{% macro named_vcpus(provider, type) -%}
    cast(nullif(case {{ provider }}
        when 'gcp' then regexp_extract({{ type }}, '^[a-z0-9]+-[a-z]+-([0-9]+)(-|$)', 1)
        when 'azure' then regexp_extract({{ type }}, '_[A-Za-z]+([0-9]+)', 1)
    end, '') as int)
{%- endmacro %}
