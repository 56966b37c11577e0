{#
  The rows of the peers as usage keys, so that they run through the very same rate models as a bill. They have no cost and
  no quantity here: no fact can take them in.
#}
select
    concat('peer:', peers.peer_row_id) as usage_key,
    peers.peer,
    peers.peer_row_id,
    peers.activity_month,
    peers.provider,
    peers.service_name,
    peers.region_id as region_code,
    peers.x_usage_type,
    peers.x_operation,
    peers.x_instance_type,
    coalesce(units.consumed_unit, peers.usage_unit) as consumed_unit,
    'Usage' as charge_category,
    'Usage' as x_line_item_type,
    cast(null as string) as billing_currency,
    peers.usage_amount * coalesce(units.multiplier, 1) as consumed_quantity
from {{ ref('int_peer_rows') }} as peers
left join {{ ref('units') }} as units
    on peers.provider = units.provider and peers.usage_unit = units.source_unit
