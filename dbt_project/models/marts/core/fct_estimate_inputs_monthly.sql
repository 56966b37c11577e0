{# What the estimates of the ledger are multiplied from: quantity, cost and rate, by month, key and slice. #}
select
    activity_month, provider, sub_account_id, carbon_bucket, region_id, team_id, evidence_tier, is_marketplace, slice_id,
    rate_id, factor_set_id, consumed_unit, billing_currency, market_basis, is_market_complete, market_per_location, kept_share,
    consumed_quantity, measured_quantity, utilised_quantity, booked_cost, rounded_row_count, energy_it_kwh, energy_overhead_kwh,
    energy_it_hourly_kwh, electricity_location_kgco2e, electricity_location_low_kgco2e, electricity_location_high_kgco2e,
    electricity_location_hourly_kgco2e, electricity_market_kgco2e, upstream_location_kgco2e, upstream_market_kgco2e,
    hardware_kgco2e, hardware_low_kgco2e, hardware_high_kgco2e, other_kgco2e, other_low_kgco2e, other_high_kgco2e, water_site_l,
    water_source_l
from {{ ref('int_estimate_inputs') }}
