{#
  Watts of an instance: CPU threads between idle and full at the default utilisation (scaled by a burstable baseline),
  memory above what the SPEC server holds, accelerators, local storage and the share of the node around accelerators. Idle is
  the same at no utilisation: what a place draws that is held and not used.
  A machine billed in two lines: the core takes what the CPU draws, the memory what is above the SPEC server, so that both
  together are the machine. Where the line names no machine, each GiB draws and the core gives up those that its threads hold. A
  shared core is billed as its baseline share of a vCPU.
#}
{% set opposite = {'': '', '_low': '_high', '_high': '_low'} %}
with parts as (
    select
        instances.provider,
        instances.instance_type,
        instances.catalogue_basis,
        instances.is_local_storage_hdd,
        instances.vcpus * instances.utilisation_scale as billed_vcpus,
        instances.memory_gib,
        boards.accelerator_basis,
        boards.accelerator,
        coalesce(cpu_models.microarchitecture, 'default') as microarchitecture,
        coefficients.cpu_utilisation_default * instances.utilisation_scale as cpu_utilisation,
        {% for bound in ['', '_low', '_high'] %}
            instances.vcpus * instances.threads_per_vcpu * (
                power.idle{{ bound or '_w_per_thread' }}
                + coefficients.cpu_utilisation_default * instances.utilisation_scale
                * (power.full_load{{ bound or '_w_per_thread' }} - power.idle{{ bound or '_w_per_thread' }})
            ) as cpu_w{{ bound }},
            instances.vcpus * instances.threads_per_vcpu * power.idle{{ bound or '_w_per_thread' }} as cpu_idle_w{{ bound }},
            greatest(
                0, instances.memory_gib - power.gib_per_thread_median * instances.vcpus * instances.threads_per_vcpu
            ) * coefficients.memory_w_per_gib{{ bound }} as memory_w{{ bound }},
            coefficients.memory_w_per_gib{{ bound }} as gib_w{{ bound }},
            {# The memory that the SPEC server holds, by the bound that takes the most or the least from its threads. #}
            power.gib_per_thread_median * instances.vcpus * instances.threads_per_vcpu
            * coefficients.memory_w_per_gib{{ opposite[bound] }} as held_memory_w{{ bound }},
            instances.local_storage_tb * case
                when instances.is_local_storage_hdd then coefficients.storage_hdd_wh_per_tb_h{{ bound }}
                else coefficients.storage_ssd_wh_per_tb_h{{ bound }}
            end as storage_w{{ bound }},
            coalesce(
                boards.accelerator_count * (
                    accelerators.idle_w
                    + coefficients.accelerator_utilisation_default
                    * (coalesce(accelerators.max_w{{ bound }}, accelerators.max_w) - accelerators.idle_w)
                ), 0
            ) as accelerator_w{{ bound }},
            coalesce(boards.accelerator_count * accelerators.idle_w, 0) as accelerator_idle_w{{ bound }},
            case
                when boards.accelerator is not null then coefficients.node_other_share{{ bound }} else 0
            end as other_share{{ bound }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('int_instances_described') }} as instances
    cross join {{ ref('int_coefficients_pivoted') }} as coefficients
    left join {{ ref('cpu_models') }} as cpu_models
        on instances.cpu_manufacturer = cpu_models.cpu_manufacturer and instances.cpu_model = cpu_models.cpu_model
    inner join {{ ref('cpu_power') }} as power on coalesce(cpu_models.microarchitecture, 'default') = power.microarchitecture
    left join {{ ref('int_instance_accelerators_resolved') }} as boards
        on instances.provider = boards.provider and instances.instance_type = boards.instance_type
    left join {{ ref('accelerators') }} as accelerators on boards.accelerator = accelerators.accelerator
)

select
    provider,
    instance_type,
    microarchitecture,
    accelerator,
    nullif(concat_ws(
        ',',
        case when catalogue_basis = 'size' then 'instance_size' end,
        case when microarchitecture = 'default' then 'cpu_default' end,
        case when accelerator_basis = 'unknown_accelerator' then 'unknown_accelerator' end
    ), '') as instance_fallback,
    cpu_w,
    memory_w,
    accelerator_w,
    storage_w,
    cpu_utilisation,
    is_local_storage_hdd,
    {% for bound in ['', '_low', '_high'] %}
        (cpu_w{{ bound }} + memory_w{{ bound }} + accelerator_w{{ bound }} + storage_w{{ bound }}) * (1 + other_share{{ bound }})
        / {{ w_per_kw() }} as it{{ bound }}_kwh_per_hour,
        (cpu_idle_w{{ bound }} + memory_w{{ bound }} + accelerator_idle_w{{ bound }} + storage_w{{ bound }})
        * (1 + other_share{{ bound }}) / {{ w_per_kw() }} as idle{{ bound }}_kwh_per_hour,
        (cpu_w{{ bound }} - cpu_idle_w{{ bound }}) * (1 + other_share{{ bound }})
        / {{ w_per_kw() }} as cpu_dynamic{{ bound }}_kwh_per_hour,
        {# Each part at its own bound, the share of the node around them as it stands: which source a range comes from. #}
        {% for part in ['cpu', 'cpu_idle', 'memory', 'accelerator', 'storage'] %}
            {{ part }}_w{{ bound }} * (1 + other_share) / {{ w_per_kw() }} as part_{{ part }}{{ bound }}_kwh_per_hour,
        {% endfor %}
        {% for state, watts in {'': 'cpu_w', 'idle_': 'cpu_idle_w'}.items() %}
            {{ watts }}{{ bound }} / billed_vcpus * (1 + other_share{{ bound }}) / {{ w_per_kw() }}
                as {{ state }}core{{ bound }}_kwh_per_vcpu_hour,
            greatest(0, {{ watts }}{{ bound }} - held_memory_w{{ bound }}) / billed_vcpus * (1 + other_share{{ bound }})
            / {{ w_per_kw() }} as {{ state }}family_core{{ bound }}_kwh_per_vcpu_hour,
        {% endfor %}
        memory_w{{ bound }} / memory_gib * (1 + other_share{{ bound }}) / {{ w_per_kw() }} as memory{{ bound }}_kwh_per_gib_hour,
        gib_w{{ bound }} * (1 + other_share{{ bound }}) / {{ w_per_kw() }}
            as family_memory{{ bound }}_kwh_per_gib_hour{{ ',' if not loop.last }}
    {% endfor %}
from parts
