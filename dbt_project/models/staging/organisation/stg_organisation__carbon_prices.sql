{# Internal carbon prices of the entity: shadow prices and fees are distinct kinds. #}
select
    price_id,
    kind as price_kind,
    currency,
    cast(price_year as int) as price_year,
    price_per_tco2e,
    scheme_type,
    perimeter,
    scopes_covered,
    assumptions,
    valid_from,
    valid_to
from {{ source('raw', 'organisation_carbon_prices') }}
