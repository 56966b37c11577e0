{#
  What an estimate of the books is multiplied from, by month and key: how much was used or paid at which rate, out of which slice. A
  machine whose use was measured keeps its quantity weighed by it, so that rate and quantity give back the energy. Spend that a
  correction took below zero is no input.
#}
{% set grain = ['provider', 'sub_account_id', 'carbon_bucket', 'region_id', 'team_id', 'evidence_tier', 'slice_id', 'rate_id',
                'factor_set_id', 'consumed_unit', 'billing_currency', 'market_basis', 'is_market_complete', 'kept_share',
                'market_per_location'] %}
{% set is_measured = "utilisation_basis = 'measured'" %}
select
    {{ month_of('usage_date') }} as activity_month,
    {{ grain | join(', ') }},
    coalesce(resource_kind = 'marketplace', false) as is_marketplace,
    {{ priced('sum(consumed_quantity)') }} as consumed_quantity,
    {{ priced('sum(consumed_quantity) filter (where ' ~ is_measured ~ ')') }} as measured_quantity,
    {{ priced(
        'sum(' ~ priced('cast(consumed_quantity as double) * cast(cpu_utilisation as double)') ~ ') filter (where ' ~ is_measured ~ ')'
    ) }} as utilised_quantity,
    {{ priced('sum(effective_cost) filter (where other_kgco2e > 0)') }} as booked_cost,
    cast(sum(greatest(line_item_count, 1)) as bigint) as rounded_row_count,
    {% for column in estimate_columns() %}
        {{ measured('sum(' ~ column ~ ')') }} as {{ column }}{{ ',' if not loop.last }}
    {% endfor %}
from {{ ref('int_estimates_corrected') }}
where evidence_tier is not null
group by
    {{ month_of('usage_date') }}, {{ grain | join(', ') }}, coalesce(resource_kind = 'marketplace', false)
