{# Lives of assets as estimated anew. #}
select
    asset_id,
    valid_from,
    cast(life_months as int) as life_months,
    slice_id,
    slice_version
from {{ source('raw', 'organisation_asset_lives') }}
