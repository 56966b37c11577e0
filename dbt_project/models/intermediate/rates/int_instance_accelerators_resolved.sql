{#
  Accelerators of each used instance type: the named ones, else the family's fallback board, flagged. An instance type
  that no list knows and that looks like an accelerator family is never without accelerators.
#}
with named as (
    select
        instances.provider,
        instances.instance_type,
        accelerators.accelerator_count,
        coalesce(boards.accelerator, 'UNKNOWN_ACCELERATOR') as accelerator,
        case when boards.accelerator is null then 'unknown_accelerator' else 'catalogue' end as accelerator_basis
    from {{ ref('int_instances_described') }} as instances
    inner join {{ ref('instance_accelerators') }} as accelerators
        on instances.provider = accelerators.provider and instances.instance_type = accelerators.instance_type
    left join {{ ref('accelerators') }} as boards on accelerators.accelerator = boards.accelerator
),

by_family as (
    select
        instances.provider,
        instances.instance_type,
        coalesce(nullif(instances.catalogue_gpu_count, 0), ceil(instances.vcpus / families.vcpus_per_accelerator)) as accelerator_count,
        families.accelerator,
        'unknown_accelerator' as accelerator_basis,
        row_number() over (
            partition by instances.provider, instances.instance_type
            order by length(families.instance_pattern) desc, families.instance_pattern
        ) as preference
    from {{ ref('int_instances_described') }} as instances
    inner join {{ ref('accelerator_families') }} as families
        on
            instances.provider = families.provider
            and {{ matches_glob('instances.instance_type', 'families.instance_pattern') }}
    left join named on instances.provider = named.provider and instances.instance_type = named.instance_type
    where named.instance_type is null and (instances.catalogue_basis = 'size' or instances.catalogue_gpu_count > 0)
),

by_count as (
    select
        instances.provider,
        instances.instance_type,
        instances.catalogue_gpu_count as accelerator_count,
        'UNKNOWN_ACCELERATOR' as accelerator,
        'unknown_accelerator' as accelerator_basis
    from {{ ref('int_instances_described') }} as instances
    left join named on instances.provider = named.provider and instances.instance_type = named.instance_type
    left join by_family on instances.provider = by_family.provider and instances.instance_type = by_family.instance_type
    where instances.catalogue_gpu_count > 0 and named.instance_type is null and by_family.instance_type is null
)

select provider, instance_type, cast(accelerator_count as double) as accelerator_count, accelerator, accelerator_basis
from named
union all
select provider, instance_type, cast(accelerator_count as double) as accelerator_count, accelerator, accelerator_basis
from by_family
where preference = 1
union all
select provider, instance_type, cast(accelerator_count as double) as accelerator_count, accelerator, accelerator_basis
from by_count
