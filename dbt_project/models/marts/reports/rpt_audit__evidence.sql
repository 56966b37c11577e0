{#
  What stands behind each disclosed quantity of a year: the entries of the books that bear it, the parts of its formula, or nothing but what
  is stated. Every cell of a disclosure names its quantity, so a cell leads here and from here to its entries.
#}
with stated as (
    select entity_id, fiscal_year, concept_key, value, unit, omitted_reason
    from {{ ref('fct_disclosure_values') }}
    where breakdown_kind = 'none' and statement = 'current'
),

entries as (
    select entity_id, fiscal_year, concept_key, count(*) as entry_count, sum(sign * kgco2e) as kgco2e
    from {{ ref('bridge_concept_entries') }}
    group by entity_id, fiscal_year, concept_key
),

computed as (
    select distinct concept_key from {{ ref('bridge_concept_parts') }}
),

evidence as (
    select
        stated.entity_id, stated.fiscal_year, stated.concept_key, 'part' as evidence_kind, parts.part_key, parts.part_role, parts.weight,
        part_values.value as evidence_value, cast(null as bigint) as entry_count
    from stated
    inner join {{ ref('bridge_concept_parts') }} as parts on stated.concept_key = parts.concept_key
    left join stated as part_values
        on
            stated.entity_id = part_values.entity_id and stated.fiscal_year = part_values.fiscal_year
            and parts.part_key = part_values.concept_key
    union all
    select
        stated.entity_id, stated.fiscal_year, stated.concept_key,
        case when entries.concept_key is not null then 'entries' else 'stated' end as evidence_kind,
        cast(null as string) as part_key, cast(null as string) as part_role, cast(null as bigint) as weight,
        case when entries.concept_key is not null then {{ tonnes('entries.kgco2e') }} else stated.value end as evidence_value,
        entries.entry_count
    from stated
    left join computed on stated.concept_key = computed.concept_key
    left join entries
        on
            stated.entity_id = entries.entity_id and stated.fiscal_year = entries.fiscal_year
            and stated.concept_key = entries.concept_key
    where computed.concept_key is null
)

select
    stated.entity_id, stated.fiscal_year, stated.concept_key, stated.value, stated.unit, stated.omitted_reason,
    evidence.evidence_kind, evidence.part_key, evidence.part_role, evidence.weight,
    {{ measured('evidence.evidence_value') }} as evidence_value,
    evidence.entry_count,
    {# A formula's parts give its value together; a base year that was recalculated is stated beside its entries. #}
    case when evidence.evidence_kind <> 'part' then {{ measured('stated.value - evidence.evidence_value') }} end as stated_beside_value
from stated
inner join evidence
    on
        stated.entity_id = evidence.entity_id and stated.fiscal_year = evidence.fiscal_year
        and stated.concept_key = evidence.concept_key
