{# Own and rented sites: grid, PUE, water and the reporter's boundary there. #}
select
    site_id,
    site_name,
    country_iso2,
    grid_region_scheme,
    grid_region_code,
    em_zone,
    pue,
    pue_basis,
    wue_l_per_kwh,
    boundary,
    control,
    overhead_treatment,
    valid_from,
    valid_to,
    slice_id,
    slice_version
from {{ source('raw', 'organisation_sites') }}
