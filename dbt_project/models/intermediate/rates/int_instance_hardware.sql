{% set parts = {
    'server_base': "hosts.vcpus / hosts.host_vcpus * coefficients.embodied_server_base_kg",
    'socket': "hosts.vcpus / hosts.host_vcpus * (hosts.host_sockets - 1) * coefficients.embodied_socket_kg",
    'dram': "hosts.vcpus / hosts.host_vcpus * greatest(0, hosts.host_memory_gib - coefficients.embodied_base_dram_gib)"
        ~ " * coefficients.embodied_dram_kg_per_gib",
} %}
{#
  Embodied kg per instance-hour: the share of its host by vCPU, accelerators by count, over the provider's stated life. A
  host is the largest size of the family, or a row of `host_platforms` where that is wrong.
#}
with platforms as (
    select
        instances.provider,
        instances.instance_type,
        platforms.host_vcpus,
        platforms.host_memory_gib,
        platforms.host_sockets,
        coalesce(platforms.host_local_storage_gb, 0) / {{ gb_per_tb() }} as host_local_storage_tb,
        row_number() over (partition by instances.provider, instances.instance_type order by platforms.priority) as preference
    from {{ ref('int_instances_described') }} as instances
    inner join {{ ref('host_platforms') }} as platforms
        on
            instances.provider = platforms.provider
            and {{ matches_glob('instances.instance_type', 'platforms.instance_pattern') }}
),

largest as (
    select
        provider,
        family,
        vcpus as host_vcpus,
        memory_gib as host_memory_gib,
        coalesce(local_storage_gb, 0) / {{ gb_per_tb() }} as host_local_storage_tb,
        local_storage_type as host_local_storage_type,
        cpu_manufacturer,
        cpu_model
    from {{ ref('instance_types') }}
    qualify row_number() over (
        partition by provider, family order by vcpus desc, memory_gib desc, local_storage_gb desc, instance_type asc
    ) = 1
),

hosts as (
    select
        instances.provider,
        instances.instance_type,
        instances.vcpus,
        instances.utilisation_scale,
        coalesce(lower(largest.host_local_storage_type) like 'hdd%', false) as is_local_storage_hdd,
        {# A type that no catalogue knows can be larger than the host that stands in for its own. #}
        greatest(instances.vcpus, coalesce(platforms.host_vcpus, largest.host_vcpus, unknown.host_vcpus)) as host_vcpus,
        greatest(
            instances.memory_gib, coalesce(platforms.host_memory_gib, largest.host_memory_gib, unknown.host_memory_gib)
        ) as host_memory_gib,
        case
            when platforms.host_vcpus is not null then platforms.host_local_storage_tb
            {# The disks of a host go to the sizes of its family that have any. #}
            when instances.local_storage_tb = 0 and instances.catalogue_basis <> 'size' then 0
            else coalesce(largest.host_local_storage_tb, 0)
        end as host_local_storage_tb,
        coalesce(
            platforms.host_sockets,
            ceil(largest.host_vcpus * instances.threads_per_vcpu / cpu_models.threads_per_core / cpu_models.cores_per_socket),
            unknown.host_sockets
        ) as host_sockets
    from {{ ref('int_instances_described') }} as instances
    left join platforms
        on
            instances.provider = platforms.provider
            and instances.instance_type = platforms.instance_type
            and platforms.preference = 1
    left join largest on instances.provider = largest.provider and instances.family = largest.family
    left join {{ ref('cpu_models') }} as cpu_models
        on largest.cpu_manufacturer = cpu_models.cpu_manufacturer and largest.cpu_model = cpu_models.cpu_model
    left join {{ ref('host_platforms') }} as unknown on unknown.provider = '*'
)

select
    hosts.provider,
    hosts.instance_type,
    hosts.vcpus / hosts.host_vcpus as host_share,
    hosts.vcpus * hosts.utilisation_scale as billed_vcpus,
    hosts.is_local_storage_hdd,
    {{ lifetime_id('lives') }} as lifetime_id,
    {% for bound in ['', '_low', '_high'] %}
        (
            hosts.vcpus / hosts.host_vcpus * (
                coefficients.embodied_server_base_kg{{ bound }}
                + coefficients.embodied_socket_kg{{ bound }} * (hosts.host_sockets - 1)
                + coefficients.embodied_dram_kg_per_gib{{ bound }}
                * greatest(0, hosts.host_memory_gib - coefficients.embodied_base_dram_gib)
                + hosts.host_local_storage_tb * case
                    when hosts.is_local_storage_hdd then coefficients.embodied_hdd_kg_per_tb{{ bound }}
                    else coefficients.embodied_ssd_kg_per_tb{{ bound }}
                end
            )
            + coalesce(boards.accelerator_count * coalesce(accelerators.embodied{{ bound or '_kgco2e' }}, accelerators.embodied_kgco2e), 0)
        ) / (lives.life_years * {{ hours_per_year() }}) as hardware{{ bound }}_kgco2e_per_hour,
        {# Each part at its own bound: which source a range comes from. #}
        {% for part, kg in parts.items() %}
            {{ kg }}{{ bound }} / (lives.life_years * {{ hours_per_year() }}) as part_{{ part }}{{ bound }}_kgco2e_per_hour,
        {% endfor %}
        hosts.vcpus / hosts.host_vcpus * hosts.host_local_storage_tb * case
            when hosts.is_local_storage_hdd then coefficients.embodied_hdd_kg_per_tb{{ bound }}
            else coefficients.embodied_ssd_kg_per_tb{{ bound }}
        end / (lives.life_years * {{ hours_per_year() }}) as part_disk{{ bound }}_kgco2e_per_hour,
        coalesce(boards.accelerator_count * coalesce(accelerators.embodied{{ bound or '_kgco2e' }}, accelerators.embodied_kgco2e), 0)
        / (lives.life_years * {{ hours_per_year() }}) as part_accelerator{{ bound }}_kgco2e_per_hour,
        {# Per billed vCPU, of a machine whose local disks and accelerators are billed in lines of their own. #}
        1 / hosts.host_vcpus / hosts.utilisation_scale * (
            coefficients.embodied_server_base_kg{{ bound }}
            + coefficients.embodied_socket_kg{{ bound }} * (hosts.host_sockets - 1)
            + coefficients.embodied_dram_kg_per_gib{{ bound }}
            * greatest(0, hosts.host_memory_gib - coefficients.embodied_base_dram_gib)
        ) / (lives.life_years * {{ hours_per_year() }}) as core_hardware{{ bound }}_kgco2e_per_vcpu_hour{{ ',' if not loop.last }}
    {% endfor %}
from hosts
cross join {{ ref('int_coefficients_pivoted') }} as coefficients
inner join {{ ref('hardware_lifetimes') }} as lives on hosts.provider = lives.provider and lives.asset_class = 'server'
left join {{ ref('int_instance_accelerators_resolved') }} as boards
    on hosts.provider = boards.provider and hosts.instance_type = boards.instance_type
left join {{ ref('accelerators') }} as accelerators on boards.accelerator = accelerators.accelerator
