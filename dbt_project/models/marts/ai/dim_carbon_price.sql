{# The price of a tonne by month: the entity's own, else the social cost of carbon. #}
select activity_month, price_id, price_kind, currency, cast(price_year as int) as price_year, price_per_tco2e
from {{ ref('int_carbon_prices_monthly') }}
