{#
  The parts of a disclosed quantity by control, country, site or gas sum to what the books say of it, to the digit; and as long as
  nothing of the year is closed, every kilogram of Scope 1 has its gas.
#}
with parts as (
    select entity_id, fiscal_year, concept_key, breakdown_kind, sum(value) as parts
    from {{ ref('fct_disclosure_values') }}
    where breakdown_kind <> 'none' and statement = 'current'
    group by entity_id, fiscal_year, concept_key, breakdown_kind
),

kept as (
    select distinct entity_id, fiscal_year from {{ ref('bridge_concept_entries') }} where recognition_basis = 'period'
),

booked as (
    select
        bridge.entity_id, bridge.fiscal_year, bridge.concept_key,
        {{ tonnes('sum(bridge.sign * bridge.kgco2e)') }} as whole, bool_and(bridge.book = 'open') as is_open
    from {{ ref('bridge_concept_entries') }} as bridge
    inner join kept on bridge.entity_id = kept.entity_id and bridge.fiscal_year = kept.fiscal_year
    group by bridge.entity_id, bridge.fiscal_year, bridge.concept_key
)

select parts.fiscal_year, parts.concept_key, parts.breakdown_kind, parts.parts, booked.whole
from parts
full outer join booked
    on
        parts.entity_id = booked.entity_id
        and parts.fiscal_year = booked.fiscal_year
        and parts.concept_key = booked.concept_key
where
    coalesce(parts.parts, 0) <> coalesce(booked.whole, 0)
    and (parts.parts is not null or booked.concept_key in ('S1', 'S2_LOCATION', 'S2_MARKET', 'S3_TOTAL', 'S3_01_1'))
union all
select apart.fiscal_year, apart.concept_key, apart.breakdown_kind, apart.value as parts, booked.whole
from {{ ref('fct_disclosure_values') }} as apart
inner join booked on apart.fiscal_year = booked.fiscal_year and apart.concept_key = booked.concept_key and booked.is_open
where apart.breakdown_kind = 'gas' and apart.breakdown_value = 'not_specified'
