{# Warming potentials over a hundred years of the set that the entity aims at, AR6 where it says nothing. #}
{{ config(materialized='view') }}
with entity as (
    select coalesce(min_by(gwp_target, entity_id), 'AR6') as gwp_set from {{ ref('int_entities_registered') }}
)

select gwp.species, gwp.value, {{ warming_potential_id('gwp') }} as factor_id
from {{ ref('gwp') }} as gwp
inner join entity on gwp.gwp_set = entity.gwp_set
where gwp.horizon_years = {{ gwp_horizon_years() }}
