{#
  Hours of a node that each pod took, as OpenCost allocates them, for nodes that the bill itself does not split. Accelerators decide
  on nodes that have them, else vCPU. A node that is billed in several slices gives each its part.
#}
with pods as (
    select
        provider,
        node_id,
        usage_date,
        concat('pod/', coalesce(cluster, ''), '/', coalesce(namespace, ''), '/', pod) as resource_id,
        {{ sorted_tags('tags_text') }} as owner_key,
        sum({{ priced('cpu_core_hours') }}) as cpu_core_hours,
        sum({{ priced('gpu_hours') }}) as gpu_hours
    from {{ ref('stg_opencost__allocations') }}
    group by all
),

nodes as (
    select
        usage.slice_id,
        usage.usage_date,
        usage.provider,
        usage.sub_account_id,
        usage.resource_id as node_id,
        {{ measured_resource('usage.provider', 'usage.resource_id') }} as node_key,
        max(instances.vcpus * types.instance_count) as vcpus,
        max(boards.accelerator_count * types.instance_count) as accelerator_count,
        sum(usage.consumed_quantity) as node_hours
    from {{ ref('int_usage_daily') }} as usage
    inner join {{ ref('int_usage_keys_classified') }} as keys
        on
            usage.usage_key = keys.usage_key
            and {{ month_of('usage.usage_date') }} = keys.activity_month
            and keys.emission_model = 'vm'
    inner join {{ ref('int_instance_types_resolved') }} as types
        on keys.provider = types.provider and keys.instance_type = types.instance_type
    inner join {{ ref('int_instances_described') }} as instances
        on types.provider = instances.provider and types.ec2_instance_type = instances.instance_type
    left join {{ ref('int_instance_accelerators_resolved') }} as boards
        on types.provider = boards.provider and types.ec2_instance_type = boards.instance_type
    where
        usage.consumed_quantity > 0
        and usage.x_parent_resource_id is null
        and exists (
            select 1 from pods
            where
                usage.usage_date = pods.usage_date
                and usage.provider = pods.provider
                and {{ measured_resource('usage.provider', 'usage.resource_id') }} = pods.node_id
        )
    group by
        usage.slice_id, usage.usage_date, usage.provider, usage.sub_account_id, usage.resource_id,
        {{ measured_resource('usage.provider', 'usage.resource_id') }}
),

unsplit as (
    select
        nodes.*,
        cast(nodes.node_hours as double)
        / cast(sum(nodes.node_hours) over (partition by provider, node_key, usage_date) as double) as billed_share
    from nodes
    where
        not exists (
            select 1 from {{ ref('int_usage_daily') }} as splits
            where
                splits.x_parent_resource_id is not null
                and splits.usage_date = nodes.usage_date
                and splits.provider = nodes.provider
                and {{ measured_resource('splits.provider', 'splits.x_parent_resource_id') }} = nodes.node_key
        )
)

select
    unsplit.slice_id,
    unsplit.usage_date,
    unsplit.provider,
    unsplit.sub_account_id,
    unsplit.node_id,
    pods.resource_id,
    pods.owner_key,
    {{ surrogate_key(['unsplit.provider', 'unsplit.sub_account_id', 'pods.resource_id', 'pods.owner_key']) }} as owner_id,
    {{ priced(
        'coalesce(case when unsplit.accelerator_count > 0 then cast(pods.gpu_hours as double) / unsplit.accelerator_count'
        ~ ' else cast(pods.cpu_core_hours as double) / unsplit.vcpus end, 0) * unsplit.billed_share'
    ) }} as node_hours,
    cast(null as decimal(38, 12)) as split_cost
from unsplit
inner join pods
    on
        unsplit.provider = pods.provider
        and unsplit.node_key = pods.node_id
        and unsplit.usage_date = pods.usage_date
