{#
  The price of a tonne in each month in which runs or services were up: the entity's own, a fee before a shadow price; where it has none the
  social cost of carbon in money of the newest year that the price index knows.
#}
with months as (
    select distinct activity_month from {{ ref('int_ai_places_factored') }}
),

own as (
    select
        months.activity_month, prices.price_id, prices.price_kind, prices.currency, prices.price_year, prices.price_per_tco2e,
        row_number() over (
            partition by months.activity_month
            order by case prices.price_kind when 'fee' then 0 else 1 end asc, prices.valid_from desc nulls last, prices.price_id asc
        ) as preference
    from months
    inner join {{ ref('stg_organisation__carbon_prices') }} as prices
        on
            months.activity_month >= coalesce(prices.valid_from, months.activity_month)
            and (prices.valid_to is null or months.activity_month < prices.valid_to)
),

index_years as (
    select
        newest.year,
        newest.value / base.value as inflation,
        newest.currency,
        base.year as base_year
    from {{ ref('price_index') }} as newest
    inner join {{ ref('price_index') }} as base on newest.index_id = base.index_id
    qualify newest.year = max(newest.year) over (partition by newest.index_id)
),

social as (
    select
        months.activity_month,
        factors.factor_id as price_id,
        index_years.currency,
        index_years.year as price_year,
        factors.value * index_years.inflation as price_per_tco2e,
        row_number() over (
            partition by months.activity_month order by {{ edition_preference('factors', 'months.activity_month') }}
        ) as preference
    from months
    inner join {{ ref('factors') }} as factors on factors.factor_family = 'carbon_price'
    inner join index_years
        on factors.unit = concat(index_years.currency, cast(index_years.base_year as string), '/tCO2')
)

select
    months.activity_month,
    coalesce(own.price_id, social.price_id) as price_id,
    coalesce(own.price_kind, 'social_cost') as price_kind,
    coalesce(own.currency, social.currency) as currency,
    coalesce(own.price_year, social.price_year) as price_year,
    case when own.price_id is not null then cast(own.price_per_tco2e as double) else social.price_per_tco2e end as price_per_tco2e
from months
left join own on months.activity_month = own.activity_month and own.preference = 1
left join social on months.activity_month = social.activity_month and social.preference = 1
