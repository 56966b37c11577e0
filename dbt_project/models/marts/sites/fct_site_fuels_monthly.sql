{# Fuel burned at own sites by month, with biogenic CO2 apart: it is in no scope. #}
select
    site_id, activity_month, fuel, unit,
    {{ priced('sum(quantity)') }} as fuel_quantity,
    {{ measured('sum(kgco2e)') }} as kgco2e,
    {{ measured('sum(biogenic_kgco2)') }} as biogenic_kgco2,
    {{ measured('sum(upstream_kgco2e)') }} as upstream_kgco2e
from {{ ref('int_site_fuels_burned') }}
group by site_id, activity_month, fuel, unit
