{#
  Where the range of a rate comes from, source by source: each part of a machine at its own bound while the others stand. What grows with
  utilisation stands beside, for machines whose use was measured; the default itself, a scenario, holds for the others.
#}
{% set whole_machine = "rated.emission_model in ('vm', 'held')" %}
{% set working = "rated.emission_model in ('vm', 'hosted')" %}
{% set by_core = "rated.emission_model in ('vm_core', 'held_core')" %}
{% set disk = "case when power.is_local_storage_hdd then 'hdd' else 'ssd' end" %}
{% set medium = "case when classes.medium = 'ssd' then 'ssd' else 'hdd' end" %}
{% set power_parts = [
    ('rated.cpu_power_factor_id', 'cpu', "rated.emission_model = 'vm'", ''),
    ('rated.cpu_power_factor_id', 'cpu_idle', "rated.emission_model = 'held'", ''),
    ('rated.cpu_power_factor_id', 'cpu', "rated.emission_model = 'hosted'", 'cpu_idle'),
    ("'coefficient.memory_w_per_gib'", 'memory', whole_machine, ''),
    ('rated.accelerator_factor_id', 'accelerator', working, ''),
    ("concat('coefficient.storage_', " ~ disk ~ ", '_wh_per_tb_h')", 'storage', whole_machine, ''),
] %}
{% set hardware_parts = [
    ("'coefficient.embodied_server_base_kg'", 'server_base', true), ("'coefficient.embodied_socket_kg'", 'socket', true),
    ("'coefficient.embodied_dram_kg_per_gib'", 'dram', true),
    ("concat('coefficient.embodied_', case when hardware.is_local_storage_hdd then 'hdd' else 'ssd' end, '_kg_per_tb')", 'disk', false),
    ('rated.accelerator_factor_id', 'accelerator', false),
] %}
{% set single_sources = [
    ('energy', 'kwh', 'rated.cpu_power_factor_id', by_core),
    ('energy', 'kwh', "'coefficient.memory_w_per_gib'", "rated.emission_model = 'vm_memory'"),
    ('energy', 'kwh', "concat('coefficient.storage_', " ~ medium ~ ", '_wh_per_tb_h')", "rated.emission_model = 'storage'"),
    ('energy', 'kwh', 'rated.capacity_unit_factor_id', "rated.emission_model = 'capacity'"),
    ('hardware', 'kgco2e', "concat('coefficient.embodied_', " ~ medium ~ ", '_kg_per_tb')", "rated.emission_model = 'storage'"),
    ('hardware', 'kgco2e', 'rated.capacity_unit_factor_id', "rated.emission_model = 'capacity'"),
] %}
with rated as (
    select distinct
        rated.*,
        usage.storage_class,
        types.ec2_instance_type as machine_type,
        types.instance_count * usage.copies as machines
    from {{ ref('int_usage_rated') }} as rated
    inner join {{ ref('int_usage_keys_classified') }} as usage
        on rated.usage_key = usage.usage_key and rated.activity_month = usage.activity_month
    left join {{ ref('int_instance_types_resolved') }} as types
        on usage.provider = types.provider and usage.instance_type = types.instance_type
    where not rated.is_peer and rated.evidence_tier = 4
),

ranged as (
    {% for source, part, holds, less in power_parts %}
        {% set central = 'power.part_' ~ part ~ '_kwh_per_hour' ~ (' - power.part_' ~ less ~ '_kwh_per_hour' if less else '') %}
        {% set dynamic = part in ['cpu'] %}
        select
            rated.rate_id, 'energy' as measure, {{ source }} as source_id,
            {% for side, bound in {'down': 'low', 'up': 'high'}.items() %}
                {% set at_bound = 'power.part_' ~ part ~ '_' ~ bound ~ '_kwh_per_hour'
                    ~ (' - power.part_' ~ less ~ '_' ~ bound ~ '_kwh_per_hour' if less else '') %}
                {% set grows = 'power.part_cpu_' ~ bound ~ '_kwh_per_hour - power.part_cpu_idle_' ~ bound ~ '_kwh_per_hour'
                    ~ ' - power.part_cpu_kwh_per_hour + power.part_cpu_idle_kwh_per_hour' %}
                abs({{ central }} - ({{ at_bound }})) * rated.machines as {{ side }}_per_unit,
                {% if dynamic %}abs({{ grows }}) * rated.machines{% else %}cast(0 as double){% endif %} as dynamic_{{ side }}_per_unit
                {{- ',' if not loop.last }}
            {% endfor %}
        from rated
        inner join {{ ref('int_instance_power') }} as power
            on rated.provider = power.provider and rated.machine_type = power.instance_type
        where {{ holds }}
        union all
    {% endfor %}
    {% for source, part, has_core in hardware_parts %}
        select
            rated.rate_id, 'hardware' as measure, {{ source }} as source_id,
            {% for side, bound in {'down': 'low', 'up': 'high'}.items() %}
                abs(hardware.part_{{ part }}_kgco2e_per_hour - hardware.part_{{ part }}_{{ bound }}_kgco2e_per_hour) * rated.machines
                / case when rated.emission_model in ('vm_core', 'held_core') then hardware.billed_vcpus else 1 end as {{ side }}_per_unit,
                cast(0 as double) as dynamic_{{ side }}_per_unit{{ ',' if not loop.last }}
            {% endfor %}
        from rated
        inner join {{ ref('int_instance_hardware') }} as hardware
            on rated.provider = hardware.provider and rated.machine_type = hardware.instance_type
        where {{ whole_machine }}{{ ' or ' ~ by_core if has_core }}
        union all
    {% endfor %}
    {% for measure, unit, source, holds in single_sources %}
        {% set rate = 'it' if measure == 'energy' else 'hardware' %}
        {% set per_unit = unit ~ '_per_unit' %}
        select
            rated.rate_id, '{{ measure }}' as measure, {{ source }} as source_id,
            {% for side, bound in {'down': '_low_', 'up': '_high_'}.items() %}
                abs(rated.{{ rate }}_{{ per_unit }} - rated.{{ rate }}{{ bound }}{{ per_unit }}) as {{ side }}_per_unit,
                cast(0 as double) as dynamic_{{ side }}_per_unit{{ ',' if not loop.last }}
            {% endfor %}
        from rated
        left join {{ ref('storage_classes') }} as classes
            on rated.provider = classes.provider and rated.storage_class = classes.storage_class
        where {{ holds }}
        union all
    {% endfor %}
    select
        rated.rate_id, 'utilisation' as measure, concat('coefficient.', coefficients.coefficient_id) as source_id,
        rated.cpu_dynamic_kwh_per_unit * (1 - coefficients.value_low / coefficients.value) as down_per_unit,
        cast(0 as double) as dynamic_down_per_unit,
        rated.cpu_dynamic_kwh_per_unit * (coefficients.value_high / coefficients.value - 1) as up_per_unit,
        cast(0 as double) as dynamic_up_per_unit
    from rated
    cross join {{ ref('coefficients') }} as coefficients
    where coefficients.coefficient_id = 'cpu_utilisation_default' and rated.cpu_utilisation is not null
)

select
    rate_id, measure, source_id,
    {% for column in ['down_per_unit', 'up_per_unit', 'dynamic_down_per_unit', 'dynamic_up_per_unit'] %}
        max({{ column }}) as {{ column }}{{ ',' if not loop.last }}
    {% endfor %}
from ranged
where source_id is not null and (down_per_unit > 0 or up_per_unit > 0)
group by rate_id, measure, source_id
