{# How targets are to be met, by lever; a reduction is negative. #}
select
    target_id,
    cast(year as int) as target_year,
    lever,
    {{ measured('tco2e * ' ~ kg_per_tonne()) }} as kgco2e
from {{ source('raw', 'organisation_target_levers') }}
