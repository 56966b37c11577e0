{# Use of models of other companies as it was counted, with what became of it: estimated, weights only, or listed because nobody knows. #}
select
    activity_month, vendor, provider, model_name, service_name, team_id, server_address, vendor_kind, status,
    cast(requests as bigint) as requests,
    cast(tokens_in as bigint) as tokens_in,
    cast(tokens_out as bigint) as tokens_out,
    {{ measured('energy_kwh') }} as energy_kwh,
    electricity_location_kgco2e, electricity_location_low_kgco2e, electricity_location_high_kgco2e, electricity_market_kgco2e,
    upstream_kgco2e, hardware_kgco2e, hardware_low_kgco2e, hardware_high_kgco2e,
    {{ measured(total_of(['electricity_location_kgco2e', 'upstream_kgco2e', 'hardware_kgco2e'])) }} as added_location_kgco2e,
    {{ measured(total_of(['electricity_market_kgco2e', 'upstream_kgco2e', 'hardware_kgco2e'])) }} as added_market_kgco2e
from {{ ref('int_api_usage_estimated') }}
