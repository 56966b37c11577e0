{#
  kWh and embodied kg of an hour of a capacity unit (a Fargate vCPU, a GB of Lambda, a DPU …): its vCPU and memory on a
  default host. Memory adds only what the SPEC server does not hold; where memory is billed on a line of its own, the vCPU
  gives up that part, so that the two lines together are the machine. Accelerators of a unit draw as those of an instance and
  bring their share of the node around them.
#}
{% set opposite = {'': '', '_low': '_high', '_high': '_low'} %}
with sized as (
    select
        units.provider,
        units.capacity_unit,
        units.host_class,
        units.memory_gib,
        units.is_memory_billed_apart,
        units.is_proxy,
        units.scale_low,
        units.scale_high,
        units.accelerator,
        coalesce(units.accelerator_count, 0) as accelerator_count,
        coalesce(units.vcpus, units.memory_gib / coefficients.lambda_gb_per_vcpu) as vcpus
    from {{ ref('capacity_units') }} as units
    cross join {{ ref('int_coefficients_pivoted') }} as coefficients
)

select
    sized.provider,
    sized.capacity_unit,
    {{ capacity_unit_id('sized') }} as capacity_unit_id,
    {{ lifetime_id('lives') }} as lifetime_id,
    power.microarchitecture,
    sized.is_proxy,
    sized.accelerator,
    {% for bound in ['', '_low', '_high'] %}
        {{ 'coalesce(sized.scale' ~ bound ~ ', 1) *' if bound }} (
            sized.accelerator_count * coalesce(
                boards.idle_w + coefficients.accelerator_utilisation_default
                * (coalesce(boards.max_w{{ bound }}, boards.max_w) - boards.idle_w), 0
            )
            + sized.vcpus * (
                power.idle{{ bound or '_w_per_thread' }}
                + coefficients.cpu_utilisation_default
                * (power.full_load{{ bound or '_w_per_thread' }} - power.idle{{ bound or '_w_per_thread' }})
            )
            + case
                when sized.is_memory_billed_apart
                    then
                        sized.memory_gib * coefficients.serverless_memory_w_per_gib{{ bound }}
                        - sized.vcpus * power.gib_per_thread_median
                        * coefficients.serverless_memory_w_per_gib{{ opposite[bound] }}
                else
                    greatest(0, sized.memory_gib - sized.vcpus * power.gib_per_thread_median)
                    * coefficients.serverless_memory_w_per_gib{{ bound }}
            end
        ) * case when sized.accelerator is null then 1 else 1 + coefficients.node_other_share{{ bound }} end
        / {{ w_per_kw() }} as it{{ bound }}_kwh_per_unit_hour,
        {{ 'coalesce(sized.scale' ~ bound ~ ', 1) *' if bound }} (
            sized.vcpus / hosts.host_vcpus * (
                coefficients.embodied_server_base_kg{{ bound }}
                + coefficients.embodied_socket_kg{{ bound }} * (hosts.host_sockets - 1)
            )
            + sized.memory_gib / hosts.host_memory_gib * coefficients.embodied_dram_kg_per_gib{{ bound }}
            * greatest(0, hosts.host_memory_gib - coefficients.embodied_base_dram_gib)
            + sized.accelerator_count * coalesce(boards.embodied{{ bound or '_kgco2e' }}, boards.embodied_kgco2e, 0)
        ) / (lives.life_years * {{ hours_per_year() }}) as hardware{{ bound }}_kgco2e_per_unit_hour{{ ',' if not loop.last }}
    {% endfor %}
from sized
cross join {{ ref('int_coefficients_pivoted') }} as coefficients
inner join {{ ref('default_hosts') }} as hosts on sized.provider = hosts.provider and sized.host_class = hosts.host_class
inner join {{ ref('cpu_power') }} as power on hosts.microarchitecture = power.microarchitecture
inner join {{ ref('hardware_lifetimes') }} as lives on sized.provider = lives.provider and lives.asset_class = 'server'
left join {{ ref('accelerators') }} as boards on sized.accelerator = boards.accelerator
