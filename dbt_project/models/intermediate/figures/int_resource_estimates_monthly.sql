{# The estimates of each resource and owner by month, as they stand before a cloud's own figure takes the place of any. #}
{% set grain = ['provider', 'sub_account_id', 'carbon_bucket', 'region_id', 'service_name', 'resource_id', 'resource_kind',
                'team_id', 'evidence_tier', 'no_emission_reason', 'is_market_complete', 'billing_currency'] %}
select
    {{ month_of('usage_date') }} as activity_month,
    {{ grain | join(', ') }},
    {% for column in estimate_columns() if '_low_' not in column and '_high_' not in column %}
        {{ measured('sum(' ~ column ~ ')') }} as {{ column }},
    {% endfor %}
    {{ priced('sum(billed_cost)') }} as billed_cost,
    {{ priced('sum(effective_cost)') }} as effective_cost,
    cast(sum(line_item_count) as bigint) as line_item_count
from {{ ref('int_estimates_corrected') }}
group by {{ month_of('usage_date') }}, {{ grain | join(', ') }}
