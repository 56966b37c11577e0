{# Fuel burned at sites. #}
select
    log_id,
    site_id,
    fuel,
    burned_from,
    burned_to,
    quantity,
    unit,
    slice_id,
    slice_version
from {{ source('raw', 'organisation_fuels') }}
