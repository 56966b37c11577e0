{#
  Which part of a direct vendor's invoiced spend its tokens displace in a month: the part of its tokens that is estimated.
  What was used and could not be sized stays spend, so that it is counted once and not lost.
#}
with tokens as (
    select
        activity_month,
        provider,
        min(invoice_service_glob) as invoice_service_glob,
        {{ joined_text('slice_ids') }} as slice_ids,
        sum(coalesce(tokens_in, 0) + coalesce(tokens_out, 0)) as tokens,
        sum(case when status = 'estimated' then coalesce(tokens_in, 0) + coalesce(tokens_out, 0) else 0 end) as estimated_tokens
    from {{ ref('int_api_usage_estimated') }}
    where vendor_kind = 'direct'
    group by activity_month, provider
)

select
    activity_month, provider, invoice_service_glob, slice_ids,
    {{ fraction('cast(estimated_tokens as double) / tokens') }} as displaced_share
from tokens
where estimated_tokens > 0
