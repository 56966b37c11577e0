{# Internal carbon prices and the fiscal years in which they hold, with the scopes at stake where the entity says so. #}
with entity as (
    select min(entity_id) as entity_id, min_by(fiscal_year_start_month, entity_id) as start_month from {{ ref('dim_entity') }}
)

select
    coalesce(entity.entity_id, 'unregistered') as entity_id,
    prices.price_id,
    prices.price_kind,
    coalesce(prices.scheme_type, case prices.price_kind when 'fee' then 'internal_fee' else 'other' end) as scheme_type,
    prices.currency,
    prices.price_year,
    prices.price_per_tco2e,
    prices.perimeter,
    prices.scopes_covered,
    prices.assumptions,
    prices.valid_from,
    prices.valid_to,
    {{ fiscal_year('prices.valid_from', 'entity.start_month') }} as first_fiscal_year,
    {{ fiscal_year("cast(prices.valid_to - interval '1' day as date)", 'entity.start_month') }} as last_fiscal_year
from {{ ref('int_carbon_prices_registered') }} as prices
cross join entity
