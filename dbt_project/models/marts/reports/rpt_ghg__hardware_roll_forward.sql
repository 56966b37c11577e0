{#
  Embodied emissions of own hardware from opening to closing, per fiscal year and kind: additions are what the statutory inventory states,
  the charge is what management's view holds. What lies ahead is a schedule, in rows of its own.
#}
with entity as (
    select min_by(fiscal_year_start_month, entity_id) as fiscal_year_start_month from {{ ref('dim_entity') }}
),

of_assets as (
    select
        {{ fiscal_year('charges.activity_month', 'entity.fiscal_year_start_month') }} as fiscal_year,
        charges.asset_kind,
        charges.is_projected,
        charges.asset_id,
        min_by(charges.opening_kgco2e, charges.activity_month) as opening_kgco2e,
        sum(charges.acquired_kgco2e) as acquired_kgco2e,
        sum(charges.charged_kgco2e) as charged_kgco2e,
        sum(charges.disposed_kgco2e) as disposed_kgco2e,
        max_by(charges.closing_kgco2e, charges.activity_month) as closing_kgco2e,
        bool_and(charges.is_beyond_life) as is_beyond_life
    from {{ ref('fct_asset_charges_monthly') }} as charges
    cross join entity
    group by all
)

select
    fiscal_year,
    asset_kind,
    is_projected,
    {% for part in ['opening', 'acquired', 'charged', 'disposed', 'closing'] %}
        {{ tonnes('sum(' ~ part ~ '_kgco2e)') }} as {{ part }}_tco2e,
    {% endfor %}
    cast(count(*) filter (where is_beyond_life) as int) as beyond_life_count
from of_assets
group by fiscal_year, asset_kind, is_projected
