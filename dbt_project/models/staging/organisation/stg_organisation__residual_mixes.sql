{# Residual mixes that the user licensed. #}
select
    country_iso2,
    cast(data_year as int) as data_year,
    kgco2e_per_kwh,
    publisher,
    edition,
    licence,
    source_locator,
    slice_id,
    slice_version
from {{ source('raw', 'organisation_residual_mixes') }}
