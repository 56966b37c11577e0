{# Hardware and buildings. #}
select
    asset_id,
    asset_kind,
    description,
    site_id,
    cast(quantity as int) as quantity,
    cast(accelerator_count as int) as accelerator_count,
    acquired_on,
    in_service_on,
    embodied_kgco2e,
    embodied_low_kgco2e,
    embodied_high_kgco2e,
    embodied_source,
    cast(life_months as int) as life_months,
    recognition,
    mass_kg,
    disposed_on,
    disposal_route,
    slice_id,
    slice_version
from {{ source('raw', 'organisation_assets') }}
