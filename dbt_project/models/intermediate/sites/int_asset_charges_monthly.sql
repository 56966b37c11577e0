{# The schedules of what stands in category 2: bought, bought used, or leased as if bought. #}
{{ config(materialized='view') }}
select
    asset_id, asset_kind, site_id, activity_month, life_months, opening_kgco2e, acquired_kgco2e, charged_kgco2e, disposed_kgco2e,
    closing_kgco2e, is_beyond_life, is_projected
from {{ ref('int_asset_schedules') }}
where recognition in ('capitalised', 'finance_lease', 'second_hand')
