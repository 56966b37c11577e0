{# Marginal emissions of WattTime: what one more kWh would emit. For decisions only; no inventory model may read it. #}
select
    region_code,
    point_at,
    signal_type,
    period_seconds,
    case
        when unit = 'lbs_co2_per_mwh' then value * {{ g_per_lb() }} / {{ kwh_per_mwh() }}
    end as marginal_gco2_per_kwh,
    is_estimated,
    model_date,
    updated_at,
    slice_id,
    slice_version
from {{ source('raw', 'grid_watttime') }}
