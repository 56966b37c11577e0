{# What changes the emissions of the base year after the fact. #}
select
    change_id,
    kind as change_kind,
    scope_set,
    cast(s3_category as int) as s3_category,
    method,
    cast(fiscal_year as int) as fiscal_year,
    {{ measured('delta_tco2e * ' ~ kg_per_tonne()) }} as delta_kgco2e,
    reason
from {{ source('raw', 'organisation_recalculations') }}
