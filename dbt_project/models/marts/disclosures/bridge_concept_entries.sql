{#
  Which entries of the books stand behind each disclosed quantity: the statutory view, by activity month, Scope 3 on the basis of energy
  that the entity states and on either basis beside.
#}
select
    ledger.entity_id,
    {{ fiscal_year('ledger.activity_month', 'entities.fiscal_year_start_month') }} as fiscal_year,
    concepts.concept_key,
    ledger.ledger_entry_id,
    cast(1 as int) as sign,
    ledger.kgco2e,
    ledger.energy_kwh,
    ledger.book,
    ledger.recognition_basis,
    ledger.provider,
    ledger.region_id,
    ledger.site_id
from {{ ref('fct_carbon_ledger') }} as ledger
left join {{ ref('dim_entity') }} as entities on ledger.entity_id = entities.entity_id
inner join {{ ref('disclosure_concepts') }} as concepts
    on
        ledger.scope = concepts.scope
        and (concepts.s3_category is null or ledger.s3_category = concepts.s3_category)
        and (concepts.s3_subcategory is null or ledger.s3_subcategory = concepts.s3_subcategory)
        and (concepts.evidence_tier_max is null or ledger.evidence_tier <= concepts.evidence_tier_max)
        and ledger.method in (
            'na',
            case concepts.method when 'stated' then coalesce(entities.scope3_energy_basis, 'location') else concepts.method end
        )
where ledger.recognition_basis <> 'amortised' and concepts.basis = 'ledger'
