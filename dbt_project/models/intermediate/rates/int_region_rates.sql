{# Per kWh of IT energy in a region and month: overhead, location, market, upstream, water. PUE is applied here, once. #}
select
    provider,
    region_id,
    activity_month,
    boundary,
    intensity_level,
    is_edition_provisional,
    pue_level,
    market_basis,
    is_market_complete,
    grid_factor_id,
    {# Only what was used: a factor that is barred leaves no trace. #}
    case when loss_basis <> 'delivered' then td_loss_factor_id end as td_loss_factor_id,
    case when wtt_generation_kgco2e_per_kwh is not null then wtt_generation_factor_id end as wtt_generation_factor_id,
    case when wtt_td_kgco2e_per_kwh is not null then wtt_td_factor_id end as wtt_td_factor_id,
    water_source_factor_id,
    case when market_basis = 'residual_mix' then residual_factor_id end as residual_factor_id,
    pue_id,
    wue_id,
    pue,
    pue_low,
    pue_high,
    pue - 1 as overhead_kwh_per_it_kwh,
    grid_kgco2e_per_kwh,
    pue * grid_kgco2e_per_kwh as location_kgco2e_per_it_kwh,
    pue_low * grid_low_kgco2e_per_kwh as location_low_kgco2e_per_it_kwh,
    pue_high * grid_high_kgco2e_per_kwh as location_high_kgco2e_per_it_kwh,
    pue * market_kgco2e_per_kwh as market_kgco2e_per_it_kwh,
    {# Null where no part of it has a factor: what nobody estimates is never zero. #}
    case
        when coalesce(wtt_generation_kgco2e_per_kwh, td_loss_kgco2e_per_kwh, wtt_td_kgco2e_per_kwh) is not null
            then
                pue * (
                    coalesce(wtt_generation_kgco2e_per_kwh, 0)
                    + coalesce(td_loss_kgco2e_per_kwh, 0)
                    + coalesce(wtt_td_kgco2e_per_kwh, 0)
                )
    end as upstream_kgco2e_per_it_kwh,
    wue_l_per_kwh as water_site_l_per_it_kwh,
    pue * water_source as water_source_l_per_it_kwh
from {{ ref('int_regions_factored') }}
