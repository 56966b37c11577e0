{# A figure has entries behind it, or the entity stated it, or it is a known nothing; and what has neither is empty, never zero. #}
with evidence as (
    select distinct entity_id, fiscal_year, concept_key from {{ ref('bridge_concept_entries') }}
)

select facts.fiscal_year, facts.concept_key, facts.value
from {{ ref('fct_disclosure_facts') }} as facts
inner join {{ ref('disclosure_concepts') }} as concepts on facts.concept_key = concepts.concept_key and concepts.basis = 'ledger'
left join evidence
    on
        facts.entity_id = evidence.entity_id
        and facts.fiscal_year = evidence.fiscal_year
        and facts.concept_key = evidence.concept_key
left join {{ ref('int_disclosure_values_registered') }} as registered
    on facts.fiscal_year = registered.fiscal_year and facts.concept_key = registered.concept_key
where
    facts.value is not null
    and evidence.concept_key is null
    and registered.concept_key is null
    and not (concepts.evidence_tier_max is not null and facts.value = 0)
