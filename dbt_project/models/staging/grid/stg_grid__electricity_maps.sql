{# Hourly intensity of Electricity Maps as landed; the datetime is the start of the hour, updated_at tells a revision. #}
select
    em_zone,
    hour_at,
    emission_factor_type as boundary,
    carbon_intensity_g as intensity_gco2e_per_kwh,
    is_estimated,
    estimation_method,
    updated_at,
    slice_id,
    slice_version
from {{ source('raw', 'grid_electricity_maps') }}
