{# Half-hours of Great Britain as landed, what came and what was forecast side by side. #}
select
    zone_code,
    period_start,
    period_end,
    actual_gco2_per_kwh,
    forecast_gco2_per_kwh,
    intensity_index,
    slice_id,
    slice_version
from {{ source('raw', 'grid_uk_carbon_intensity') }}
