{# What each asset of category 2 is worth, month by month; months after the last one known are a schedule and in no book. #}
select
    asset_id, asset_kind, site_id, activity_month, cast(life_months as int) as life_months, opening_kgco2e, acquired_kgco2e, charged_kgco2e,
    disposed_kgco2e, closing_kgco2e, is_beyond_life, is_projected
from {{ ref('int_asset_charges_monthly') }}
