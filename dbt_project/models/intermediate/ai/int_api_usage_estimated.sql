{#
  Emissions of the use of other companies' models where it can be estimated: output tokens x the formula's energy x the
  vendor's overhead x the grid of its country. Low and high combine the ends of overhead, grid and the estimate itself.
#}
with tokens as (
    select
        usage.*,
        rates.whole_estimate_low,
        rates.whole_estimate_high,
        cast(usage.tokens_out as double) * rates.it_kwh_per_token as it_kwh,
        cast(usage.tokens_out as double) * rates.hardware_kgco2e_per_token as hardware,
        cast(usage.tokens_out as double) * rates.hardware_low_kgco2e_per_token as hardware_low,
        cast(usage.tokens_out as double) * rates.hardware_high_kgco2e_per_token as hardware_high
    from {{ ref('int_api_usage_classified') }} as usage
    left join {{ ref('int_api_models_rated') }} as rates
        on
            usage.status = 'estimated'
            and usage.active_billion = rates.active_billion and usage.total_billion = rates.total_billion
)

select
    tokens.activity_month, tokens.vendor, tokens.provider, tokens.model_name, tokens.service_name, tokens.team_id, tokens.server_address,
    tokens.vendor_kind, tokens.invoice_service_glob, tokens.status, tokens.slice_ids,
    tokens.requests, tokens.tokens_in, tokens.tokens_out,
    case when tokens.status = 'estimated' then concat_ws(',', 'ai_api_coefficients', grid.grid_factor_id) end as factor_sets,
    grid.market_basis,
    grid.is_market_complete,
    {{ measured('tokens.it_kwh') }} as energy_it_kwh,
    {{ measured('tokens.it_kwh * tokens.pue') }} as energy_kwh,
    {{ measured('tokens.it_kwh * tokens.pue * grid.grid_kgco2e_per_kwh') }} as electricity_location_kgco2e,
    {{ measured('tokens.it_kwh * tokens.whole_estimate_low * tokens.pue_low * grid.grid_low_kgco2e_per_kwh') }}
        as electricity_location_low_kgco2e,
    {{ measured('tokens.it_kwh * tokens.whole_estimate_high * tokens.pue_high * grid.grid_high_kgco2e_per_kwh') }}
        as electricity_location_high_kgco2e,
    {{ measured('tokens.it_kwh * tokens.pue * grid.market_kgco2e_per_kwh') }} as electricity_market_kgco2e,
    {{ measured('tokens.it_kwh * tokens.pue * (' ~ total_of(
        ['grid.wtt_generation_kgco2e_per_kwh', 'grid.td_loss_kgco2e_per_kwh', 'grid.wtt_td_kgco2e_per_kwh']
    ) ~ ')') }} as upstream_kgco2e,
    {{ measured('tokens.hardware') }} as hardware_kgco2e,
    {{ measured('tokens.hardware_low') }} as hardware_low_kgco2e,
    {{ measured('tokens.hardware_high') }} as hardware_high_kgco2e
from tokens
left join {{ ref('int_api_countries_factored') }} as grid
    on tokens.country_iso2 = grid.region_id and tokens.activity_month = grid.activity_month
