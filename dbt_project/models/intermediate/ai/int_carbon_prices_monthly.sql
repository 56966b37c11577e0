{#
  The price of a tonne in each month in which runs or services were up: the entity's own, a fee before a shadow price; where it has none the
  social cost of carbon.
#}
with months as (
    select distinct activity_month from {{ ref('int_ai_places_factored') }}
)

select
    months.activity_month,
    prices.price_id,
    prices.price_kind,
    prices.currency,
    prices.price_year,
    prices.price_per_tco2e
from months
left join {{ ref('int_carbon_prices_dated') }} as prices
    on
        months.activity_month >= coalesce(prices.valid_from, months.activity_month)
        and (prices.valid_to is null or months.activity_month < prices.valid_to)
qualify row_number() over (
    partition by months.activity_month
    order by prices.preference asc nulls last, prices.valid_from desc nulls last, prices.price_id asc
) = 1
