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

{#
  A quantity in its FOCUS unit. `units` counts months of a mean length; what is billed by the second is known better: a
  gigabyte that was held all of February is one GB-month of February, whose hours the rates multiply.
#}
{% macro gcp_quantity(amount, multiplier, source_unit, consumed_unit, start_at) -%}
    case
        when {{ consumed_unit }} = 'GB-Months' and {{ source_unit }} like '%second%'
            then
                {{ amount }} * {{ multiplier }} * {{ hours_per_year() }}
                / ({{ months_per_year() }} * {{ hours_of_month(month_of(start_at)) }})
        else {{ amount }} * coalesce({{ multiplier }}, 1)
    end
{%- endmacro %}
