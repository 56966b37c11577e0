{#
  Credits of a Google line that lower its price: discounts that were agreed or earned. Promotions, the free tier and whatever
  type comes next pay for use and do not make it cheaper; use that is paid with a voucher emits as much.
#}
{% macro gcp_price_reductions(credits_by_type) -%}
    {%- for type in [
        'COMMITTED_USAGE_DISCOUNT', 'COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE', 'DISCOUNT', 'FEE_UTILIZATION_OFFSET',
        'RESELLER_MARGIN', 'SUBSCRIPTION_BENEFIT', 'SUSTAINED_USAGE_DISCOUNT',
    ] -%}
        coalesce({{ credits_by_type }}['{{ type }}'], 0){{ ' + ' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
