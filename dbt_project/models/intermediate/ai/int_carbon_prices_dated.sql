{#
  Prices of a tonne and when each holds: the entity's own, and the social cost of carbon in money of the newest year that the price
  index knows. Where nobody names a price, the smallest preference serves: a fee before a shadow price, either before the social cost.
#}
{{ config(materialized='view') }}
with index_years as (
    select
        newest.year,
        newest.value / base.value as inflation,
        newest.currency,
        base.year as base_year
    from {{ ref('price_index') }} as newest
    inner join {{ ref('price_index') }} as base on newest.index_id = base.index_id
    qualify newest.year = max(newest.year) over (partition by newest.index_id)
)

select
    price_id,
    price_kind,
    currency,
    price_year,
    cast(price_per_tco2e as double) as price_per_tco2e,
    valid_from,
    valid_to,
    case price_kind when 'fee' then 0 else 1 end as preference
from {{ ref('stg_organisation__carbon_prices') }}
union all
select
    factors.factor_id as price_id,
    'social_cost' as price_kind,
    index_years.currency,
    cast(index_years.year as int) as price_year,
    factors.value * index_years.inflation as price_per_tco2e,
    factors.valid_from,
    cast({{ next_day('factors.valid_to') }} as date) as valid_to,
    2 as preference
from {{ ref('factors') }} as factors
inner join index_years
    on factors.unit = concat(index_years.currency, cast(index_years.base_year as string), '/tCO2')
where factors.factor_family = 'carbon_price'
