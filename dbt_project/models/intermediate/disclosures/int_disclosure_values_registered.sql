{#
  What the entity states itself, by fiscal year and concept: revenue, cancelled credits, and values from outside the books. Credits stand in
  the fiscal year of their cancellation; what is only planned is no figure of a year.
#}
with entity as (
    select min_by(fiscal_year_start_month, entity_id) as start_month from {{ ref('int_entities_registered') }}
),

credits as (
    select {{ fiscal_year('credits.cancelled_on', 'entity.start_month') }} as fiscal_year, credits.kgco2e
    from {{ ref('int_carbon_credits_registered') }} as credits
    cross join entity
    where credits.cancelled_on is not null
)

{% for part in ['total', 'used', 'other'] %}
    select
        fiscal_year,
        'REVENUE_{{ part | upper }}' as concept_key,
        revenue_{{ part }} as value,
        currency as unit,
        'register of revenues' as source
    from {{ ref('stg_organisation__revenues') }}
    union all
{% endfor %}
select
    fiscal_year, 'CREDITS_CANCELLED' as concept_key, {{ tonnes('sum(kgco2e)') }} as value, 'tCO2e' as unit,
    'register of carbon credits' as source
from credits
group by fiscal_year
union all
select fiscal_year, concept_key, value, unit, source
from {{ ref('stg_organisation__prior_inventories') }}
