{# Meters of sites. #}
select
    meter_id,
    site_id,
    meter_kind,
    unit,
    valid_from,
    valid_to,
    slice_id,
    slice_version
from {{ source('raw', 'organisation_meters') }}
