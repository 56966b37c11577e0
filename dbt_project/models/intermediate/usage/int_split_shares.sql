{#
  What share of a node each pod or task took in a day. The scarce resource decides: accelerators on nodes that have them,
  else vCPU, else memory. What nobody asked for stays with the node. Where the bill splits no rows, OpenCost's allocations do.
#}
with splits as (
    select
        slice_id, usage_date, provider, sub_account_id, resource_id, owner_key, owner_id,
        {# The node may be named by its ARN, where its own lines name the bare id. #}
        regexp_extract(x_parent_resource_id, '([^/]+)$', 1) as node_id,
        case
            when x_usage_type like '%vCPU-Hours' then 2
            when x_usage_type like '%GB-Hours' then 3
            else 1
        end as scarcity,
        split_node_hours,
        split_cost
    from {{ ref('int_usage_daily') }}
    where x_parent_resource_id is not null
),

ruled as (
    select
        splits.*,
        min(scarcity) over (partition by slice_id, usage_date, provider, sub_account_id, node_id) as ruling_scarcity
    from splits
),

billed as (
    select
        slice_id, usage_date, provider, sub_account_id, node_id, resource_id, owner_key, owner_id,
        coalesce(sum(case when scarcity = ruling_scarcity then split_node_hours end), 0) as node_hours,
        sum(split_cost) as split_cost
    from ruled
    group by slice_id, usage_date, provider, sub_account_id, node_id, resource_id, owner_key, owner_id
),

pods as (
    select * from billed
    union all
    select * from {{ ref('int_opencost_shares') }}
)

select
    pods.*,
    sum(node_hours) over (partition by slice_id, usage_date, provider, sub_account_id, node_id) as split_node_hours,
    sum(split_cost) over (partition by slice_id, usage_date, provider, sub_account_id, node_id) as split_node_cost
from pods
