{# Gases topped up at sites: what was refilled had leaked. #}
select
    log_id,
    site_id,
    gas,
    topped_up_on,
    mass_kg,
    slice_id,
    slice_version
from {{ source('raw', 'organisation_refrigerants') }}
