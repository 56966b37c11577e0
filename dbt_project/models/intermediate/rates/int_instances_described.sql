{#
  What an instance type is made of: catalogue first, else its size; CPU override first, else the catalogue's CPU. Each
  fallback leaves its name on the row.
#}
with used_types as (
    select distinct provider, ec2_instance_type as instance_type
    from {{ ref('int_instance_types_resolved') }}
),

sized as (
    select
        provider,
        instance_type,
        {{ named_family('provider', 'instance_type') }} as family,
        {{ named_size('provider', 'instance_type') }} as size,
        cast(nullif(regexp_extract(instance_type, '([0-9]+)xl(arge)?$', 1), '') as int) as xlarges,
        {{ named_vcpus('provider', 'instance_type') }} as named_vcpus,
        {{ custom_vcpus('instance_type') }} as custom_vcpus,
        {{ custom_memory_gib('instance_type') }} as custom_memory_gib
    from used_types
),

size_fallbacks as (
    select
        sized.provider,
        sized.instance_type,
        coalesce(
            sized.custom_vcpus, sized.named_vcpus, sized.xlarges * xlarge.vcpus, named.vcpus, unknown.vcpus
        ) as vcpus,
        coalesce(named.gib_per_vcpu, unknown.gib_per_vcpu) as gib_per_vcpu,
        sized.custom_memory_gib
    from sized
    left join {{ ref('instance_sizes') }} as named on sized.provider = named.provider and sized.size = named.size
    left join {{ ref('instance_sizes') }} as xlarge on sized.provider = xlarge.provider and xlarge.size = 'xlarge'
    left join {{ ref('instance_sizes') }} as unknown on sized.provider = unknown.provider and unknown.size = '*'
),

overrides as (
    select
        sized.provider,
        sized.instance_type,
        patterns.cpu_manufacturer,
        patterns.cpu_model,
        row_number() over (
            partition by sized.provider, sized.instance_type
            order by length(patterns.instance_pattern) desc, patterns.instance_pattern
        ) as preference
    from sized
    inner join {{ ref('instance_cpu_overrides') }} as patterns
        on sized.provider = patterns.provider and {{ matches_glob('sized.instance_type', 'patterns.instance_pattern') }}
)

select
    sized.provider,
    sized.instance_type,
    coalesce(catalogue.family, sized.family) as family,
    coalesce(catalogue.vcpus, size_fallbacks.vcpus) as vcpus,
    coalesce(
        catalogue.memory_gib, size_fallbacks.custom_memory_gib, size_fallbacks.vcpus * size_fallbacks.gib_per_vcpu
    ) as memory_gib,
    coalesce(catalogue.local_storage_gb, 0) / {{ gb_per_tb() }} as local_storage_tb,
    coalesce(lower(catalogue.local_storage_type) like 'hdd%', false) as is_local_storage_hdd,
    coalesce(catalogue.gpu_count, 0) as catalogue_gpu_count,
    coalesce(overrides.cpu_manufacturer, catalogue.cpu_manufacturer) as cpu_manufacturer,
    coalesce(overrides.cpu_model, catalogue.cpu_model) as cpu_model,
    coalesce(vcpu_threads.threads_per_vcpu, 1) as threads_per_vcpu,
    coalesce(baselines.baseline_utilisation_percent / {{ percent() }}, 1) as utilisation_scale,
    case
        when catalogue.instance_type is not null then 'catalogue'
        when size_fallbacks.custom_memory_gib is not null then 'custom'
        else 'size'
    end as catalogue_basis
from sized
left join size_fallbacks on sized.provider = size_fallbacks.provider and sized.instance_type = size_fallbacks.instance_type
left join {{ ref('instance_types') }} as catalogue
    on sized.provider = catalogue.provider and sized.instance_type = catalogue.instance_type
left join overrides
    on sized.provider = overrides.provider and sized.instance_type = overrides.instance_type and overrides.preference = 1
left join {{ ref('vcpu_threads') }} as vcpu_threads
    on sized.provider = vcpu_threads.provider and coalesce(catalogue.family, sized.family) = vcpu_threads.family
left join {{ ref('burstable_baselines') }} as baselines
    on sized.provider = baselines.provider and {{ matches_glob('sized.instance_type', 'baselines.instance_type') }}
