{# The version of each framework that the entity reports under, per fiscal year. #}
with entity as (
    select min(entity_id) as entity_id from {{ ref('dim_entity') }}
)

select
    coalesce(entity.entity_id, 'unregistered') as entity_id,
    elections.fiscal_year,
    elections.framework,
    elections.framework_version,
    elections.reliefs
from {{ ref('int_framework_elections_registered') }} as elections
cross join entity
