{# What the entity states from outside these books, in the unit of each concept. #}
select
    cast(fiscal_year as int) as fiscal_year,
    concept_key,
    {{ measured('value') }} as value,
    unit,
    source
from {{ source('raw', 'organisation_prior_inventories') }}
