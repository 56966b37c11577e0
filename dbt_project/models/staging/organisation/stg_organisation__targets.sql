{# Reduction targets and milestones, in kilograms as everything inside. #}
select
    target_id,
    scope_set,
    method,
    cast(base_year as int) as base_year,
    {{ measured('base_tco2e * ' ~ kg_per_tonne()) }} as base_kgco2e,
    cast(target_year as int) as target_year,
    {{ measured('target_tco2e * ' ~ kg_per_tonne()) }} as target_kgco2e,
    science_based as is_science_based
from {{ source('raw', 'organisation_targets') }}
