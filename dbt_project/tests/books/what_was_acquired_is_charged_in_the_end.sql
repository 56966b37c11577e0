{# Over its whole life, what lies ahead included, an asset is charged and written off for what was acquired, to the digit. #}
select
    asset_id,
    sum(acquired_kgco2e) as acquired_kgco2e,
    sum(charged_kgco2e + disposed_kgco2e) as amortised_kgco2e,
    max_by(closing_kgco2e, activity_month) as closing_kgco2e
from {{ ref('fct_asset_charges_monthly') }}
group by asset_id
having
    sum(acquired_kgco2e) <> sum(charged_kgco2e + disposed_kgco2e) + max_by(closing_kgco2e, activity_month)
    or (max(life_months) is not null and max_by(closing_kgco2e, activity_month) <> 0)
