{# How targets are to be met, by lever of decarbonisation. #}
select target_id, target_year, lever, kgco2e
from {{ ref('int_target_levers_registered') }}
