{# Readings of meters: amounts of spans, in the meter's unit. #}
select
    meter_id,
    starts_at,
    ends_at,
    value,
    is_estimated,
    slice_id,
    slice_version
from {{ source('raw', 'organisation_meter_readings') }}
