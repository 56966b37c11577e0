{# Biogenic CO2 of fuels burned at own sites, outside the scopes, in tonnes per fiscal year. #}
with entity as (
    select min_by(fiscal_year_start_month, entity_id) as fiscal_year_start_month from {{ ref('dim_entity') }}
)

select
    {{ fiscal_year('fuels.activity_month', 'entity.fiscal_year_start_month') }} as fiscal_year,
    fuels.site_id,
    fuels.fuel,
    {{ tonnes('sum(fuels.biogenic_kgco2)') }} as biogenic_tco2
from {{ ref('fct_site_fuels_monthly') }} as fuels
cross join entity
where fuels.biogenic_kgco2 > 0
group by all
