{# Carbon credits, cancelled or planned, with the fiscal year that they belong to; they lower no figure of the inventory. #}
with entity as (
    select min(entity_id) as entity_id, min_by(fiscal_year_start_month, entity_id) as start_month from {{ ref('dim_entity') }}
)

select
    coalesce(entity.entity_id, 'unregistered') as entity_id,
    coalesce({{ fiscal_year('credits.cancelled_on', 'entity.start_month') }}, credits.planned_year) as fiscal_year,
    credits.cancelled_on is not null as is_cancelled,
    credits.credit_id,
    credits.registry,
    credits.serial_from,
    credits.serial_to,
    credits.standard,
    credits.project_type,
    credits.country_iso2,
    credits.is_in_european_union,
    credits.has_corresponding_adjustment,
    credits.is_contracted,
    credits.cancelled_on,
    credits.kgco2e
from {{ ref('int_carbon_credits_registered') }} as credits
cross join entity
