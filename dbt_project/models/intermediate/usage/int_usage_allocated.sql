{#
  The day's usage, with nodes divided among the pods and tasks that ran on them: each takes its share of the node's own
  row, the node keeps the rest. Shares, never additions: quantity and cost are what they were before.
#}
{{ config(materialized='view') }}
{% set quantities = ['consumed_quantity', 'consumed_quantity_hourly', 'consumed_quantity_x_gco2e_per_kwh'] %}
{% set same = ['slice_id', 'usage_date', 'usage_key', 'provider', 'service_name', 'sub_account_id', 'consumed_unit',
               'charge_category', 'billing_currency'] %}
{% set held = quantities + ['billed_cost', 'effective_cost'] %}

{# A node's day may stand in several rows, which are one node. #}
with nodes_used as (
    select
        {% for column in same %}usage.{{ column }}, {% endfor %}
        usage.resource_id,
        usage.owner_key,
        usage.owner_id,
        {% for measure in held %}
            {{ priced('sum(usage.' ~ measure ~ ')') }} as {{ measure }},
        {% endfor %}
        cast(sum(usage.line_item_count) as bigint) as line_item_count
    {# Nodes are few: met first, they spare the other rows a look at their pods. #}
    from (
        select distinct slice_id, usage_date, sub_account_id, node_id from {{ ref('int_split_shares') }}
    ) as divided
    inner join {{ ref('int_usage_daily') }} as usage
        on
            divided.slice_id = usage.slice_id
            and divided.usage_date = usage.usage_date
            and divided.sub_account_id = usage.sub_account_id
            and divided.node_id = usage.resource_id
    inner join {{ ref('int_usage_keys_classified') }} as keys
        on
            usage.usage_key = keys.usage_key
            and {{ month_of('usage.usage_date') }} = keys.activity_month
            and keys.emission_model = 'vm'
    group by
        {% for column in same %}usage.{{ column }}, {% endfor %}
        usage.resource_id, usage.owner_key, usage.owner_id
),

nodes as (
    select
        nodes_used.*,
        sum(consumed_quantity) over (partition by slice_id, usage_date, provider, sub_account_id, resource_id) as whole_quantity,
        sum(effective_cost) over (partition by slice_id, usage_date, provider, sub_account_id, resource_id) as whole_cost
    from nodes_used
    where consumed_quantity > 0
),

parts as (
    select
        {% for column in same %}nodes.{{ column }}, {% endfor %}
        nodes.owner_id as node_owner_id,
        shares.resource_id,
        nodes.resource_id as host_resource_id,
        shares.owner_key,
        shares.owner_id,
        {% for quantity in quantities %}
            {{ priced(
                'nodes.' ~ quantity ~ ' * cast(shares.node_hours as double)'
                ~ ' / greatest(nodes.whole_quantity, shares.split_node_hours)'
            ) }} as {{ quantity }},
        {% endfor %}
        {{ priced(
            'nodes.effective_cost * coalesce('
            ~ 'cast(shares.split_cost as double) / nullif(greatest(nodes.whole_cost, shares.split_node_cost), 0), '
            ~ 'cast(shares.node_hours as double) / greatest(nodes.whole_quantity, shares.split_node_hours))'
        ) }} as effective_cost
    from nodes
    inner join {{ ref('int_split_shares') }} as shares
        on
            nodes.slice_id = shares.slice_id
            and nodes.usage_date = shares.usage_date
            and nodes.provider = shares.provider
            and nodes.sub_account_id = shares.sub_account_id
            and nodes.resource_id = shares.node_id
),

given_away as (
    select
        slice_id, usage_date, usage_key, node_owner_id as owner_id,
        {% for measure in quantities + ['effective_cost'] %}
            {{ priced('sum(' ~ measure ~ ')') }} as {{ measure }}{{ ',' if not loop.last }}
        {% endfor %}
    from parts
    group by slice_id, usage_date, usage_key, node_owner_id
)

select
    {% for column in same %}usage.{{ column }}, {% endfor %}
    usage.resource_id,
    usage.resource_id as host_resource_id,
    usage.owner_key,
    usage.owner_id,
    {% for measure in quantities + ['effective_cost', 'billed_cost', 'line_item_count'] %}
        usage.{{ measure }}{{ ',' if not loop.last }}
    {% endfor %}
from {{ ref('int_usage_daily') }} as usage
left join nodes
    on
        usage.slice_id = nodes.slice_id
        and usage.usage_date = nodes.usage_date
        and usage.usage_key = nodes.usage_key
        and usage.owner_id = nodes.owner_id
where nodes.owner_id is null
union all
select
    {% for column in same %}nodes.{{ column }}, {% endfor %}
    nodes.resource_id,
    nodes.resource_id as host_resource_id,
    nodes.owner_key,
    nodes.owner_id,
    {% for measure in quantities + ['effective_cost'] %}
        {{ priced('nodes.' ~ measure ~ ' - coalesce(given_away.' ~ measure ~ ', 0)') }} as {{ measure }},
    {% endfor %}
    nodes.billed_cost,
    nodes.line_item_count
from nodes
left join given_away
    on
        nodes.slice_id = given_away.slice_id
        and nodes.usage_date = given_away.usage_date
        and nodes.usage_key = given_away.usage_key
        and nodes.owner_id = given_away.owner_id
union all
select
    {{ same | join(', ') }},
    resource_id,
    host_resource_id,
    owner_key,
    owner_id,
    {{ (quantities + ['effective_cost']) | join(', ') }},
    cast(0 as decimal(38, 12)) as billed_cost,
    cast(0 as bigint) as line_item_count
from parts
