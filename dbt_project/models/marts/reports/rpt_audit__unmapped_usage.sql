{# Usage that no mapping, model or owner covers as well as it could, with the reason and its cost: what to map next. #}
with reasons as (
    select provider, service_name, region_id, billing_currency, effective_cost, line_item_count, 'service without an energy model' as reason
    from {{ ref('fct_resource_estimates_daily') }}
    where evidence_tier = 5
    union all
    select provider, service_name, region_id, billing_currency, effective_cost, line_item_count, fallback as reason
    from {{ ref('fct_resource_estimates_daily') }}
    where fallback is not null
    union all
    select provider, service_name, region_id, billing_currency, effective_cost, line_item_count, no_emission_reason as reason
    from {{ ref('fct_resource_estimates_daily') }}
    where no_emission_reason = 'unknown line item type'
)

select
    provider,
    service_name,
    region_id,
    billing_currency,
    reason,
    cast(sum(line_item_count) as bigint) as row_count,
    {{ priced('sum(effective_cost)') }} as effective_cost
from reasons
group by provider, service_name, region_id, billing_currency, reason
