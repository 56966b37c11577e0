{# Generation of US balancing authorities as landed; EIA names an hour by its end, landing by its start. #}
select
    zone_code,
    hour_at,
    fuel_code,
    generation_mwh,
    slice_id,
    slice_version
from {{ source('raw', 'grid_eia930') }}
