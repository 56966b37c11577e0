{# Hourly grid intensity as landed, every boundary. #}
select
    em_zone,
    hour_at,
    boundary,
    is_estimated,
    value_gco2e_per_kwh as intensity_gco2e_per_kwh,
    slice_id,
    slice_version
from {{ source('raw', 'grid_hourly') }}
