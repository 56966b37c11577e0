{# Hardware and buildings with what they embody, how long they live and how they are recognised. #}
select
    asset_id, asset_kind, description, site_id, quantity as piece_count, accelerator_count, recognition, acquired_on, in_service_on,
    disposed_on, disposal_route, life_months, embodied_kgco2e, embodied_low_kgco2e, embodied_high_kgco2e, embodied_source,
    is_given as is_embodied_given, not_estimated_reason
from {{ ref('int_assets_valued') }}
