{# What each contractual instrument covers, at which site and in which year; what it does not, and why. #}
select
    instrument_id, instrument_kind, market_zone, site_id, activity_year, kgco2e_per_kwh, applied_kwh, surplus_kwh, refused_reason
from {{ ref('int_instrument_allocations') }}
