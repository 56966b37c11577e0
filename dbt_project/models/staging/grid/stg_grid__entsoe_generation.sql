{# Generation of ENTSO-E domains as landed, in the intervals of each series. #}
select
    zone_code,
    interval_start,
    interval_minutes,
    fuel_code,
    direction,
    power_mw,
    is_carried_on,
    slice_id,
    slice_version
from {{ source('raw', 'grid_entsoe') }}
