{# What own hardware adds to category 2 of an open year is what the assets that were acquired in it embody, whole. #}
with entity as (
    select min_by(fiscal_year_start_month, entity_id) as start_month from {{ ref('dim_entity') }}
),

acquired as (
    select {{ fiscal_year('charges.activity_month', 'entity.start_month') }} as fiscal_year, sum(charges.acquired_kgco2e) as kgco2e
    from {{ ref('fct_asset_charges_monthly') }} as charges
    cross join entity
    group by {{ fiscal_year('charges.activity_month', 'entity.start_month') }}
),

disclosed as (
    select fiscal_year, sum(sign * kgco2e) as kgco2e, bool_and(book = 'open') as is_open
    from {{ ref('bridge_concept_entries') }}
    where concept_key = 'S3_02' and site_id is not null
    group by fiscal_year
)

select coalesce(acquired.fiscal_year, disclosed.fiscal_year) as fiscal_year, acquired.kgco2e as acquired_kgco2e, disclosed.kgco2e
from acquired
full outer join disclosed on acquired.fiscal_year = disclosed.fiscal_year
where coalesce(acquired.kgco2e, 0) <> coalesce(disclosed.kgco2e, 0) and coalesce(disclosed.is_open, true)
