{#
  Each disclosed quantity of each fiscal year before formulas: what the books say, else what the entity states itself; and what was
  stated before, where the two differ. A year that has neither says why; null is never zero.
#}
with entity as (
    select min(entity_id) as entity_id, min_by(fiscal_year_start_month, entity_id) as start_month from {{ ref('dim_entity') }}
),

booked as (
    select
        entity_id,
        fiscal_year,
        concept_key,
        {{ tonnes('sum(sign * kgco2e)') }} as value,
        case when bool_or(book = 'posted') then {{ tonnes("sum(sign * kgco2e) filter (where book <> 'posted')") }} end as closed_value
    from {{ ref('bridge_concept_entries') }}
    group by entity_id, fiscal_year, concept_key
),

registered as (
    select coalesce(entity.entity_id, 'unregistered') as entity_id, stated.*
    from {{ ref('int_disclosure_values_registered') }} as stated
    cross join entity
),

years as (
    select entity_id, fiscal_year, bool_or(has_entries) as has_entries
    from (
        {# Hardware that was bought before these books were kept stands in its year, which they do not keep for that. #}
        select entity_id, fiscal_year, recognition_basis = 'period' as has_entries from {{ ref('bridge_concept_entries') }}
        union all
        select entity_id, fiscal_year, false as has_entries from registered
    ) as named
    group by entity_id, fiscal_year
),

hard_years as (
    select fiscal_year from {{ ref('dim_accounting_period') }} group by fiscal_year having bool_and(status = 'hard')
),

computed_keys as (
    select distinct concept_key from {{ ref('disclosure_formulas') }}
),

own_energy as (
    select
        {{ fiscal_year('energy.activity_month', 'entity.start_month') }} as fiscal_year,
        energy.concept_key,
        case when bool_and(energy.energy_kwh is not null) then sum(energy.energy_kwh) / {{ kwh_per_mwh() }} end as value,
        {{ joined_text('energy.omitted_reason', "'; '") }} as omitted_reason
    from {{ ref('fct_energy_mix_monthly') }} as energy
    cross join entity
    group by {{ fiscal_year('energy.activity_month', 'entity.start_month') }}, energy.concept_key
    union all
    select
        {{ fiscal_year('fuels.activity_month', 'entity.start_month') }} as fiscal_year,
        'BIOGENIC_S1' as concept_key,
        case when bool_and(fuels.biogenic_kgco2 is not null) then sum(fuels.biogenic_kgco2) / {{ kg_per_tonne() }} end as value,
        'a fuel is not known' as omitted_reason
    from {{ ref('fct_site_fuels_monthly') }} as fuels
    cross join entity
    group by {{ fiscal_year('fuels.activity_month', 'entity.start_month') }}
),

energy_years as (
    select distinct fiscal_year from own_energy
),

planned as (
    select years.fiscal_year, {{ tonnes('sum(credits.kgco2e)') }} as value
    from years
    inner join {{ ref('dim_carbon_credit') }} as credits on not credits.is_cancelled and years.fiscal_year < credits.fiscal_year
    group by years.fiscal_year
),

given as (
    select
        years.entity_id,
        years.fiscal_year,
        years.has_entries,
        concepts.concept_key,
        concepts.basis,
        computed_keys.concept_key is not null as is_computed,
        replace(concepts.unit, 'money', coalesce(revenues.unit, 'money')) as unit,
        case
            when computed_keys.concept_key is not null then null
            when concepts.concept_key = 'CREDITS_PLANNED' then planned.value
            {# The logs and meters of own sites are whole: what is not in them was not used. #}
            when concepts.basis = 'energy' and own_energy.concept_key is not null then own_energy.value
            when concepts.basis = 'energy' and energy_years.fiscal_year is not null then 0
            {# Entries of another tier are none of this one, and that is known. #}
            when concepts.evidence_tier_max is not null and years.has_entries then coalesce(booked.value, 0)
            else booked.value
        end as own_value,
        registered.value as registered_value,
        case when hard_years.fiscal_year is not null then booked.closed_value end as closed_value,
        case
            when concepts.basis = 'energy' then coalesce(own_energy.omitted_reason, 'no energy of own operations is known')
            when concepts.basis = 'register' then 'not stated'
            when screening.status in ('excluded', 'not_relevant') then concat(screening.status, ': ', screening.reason)
            when screening.status = 'included' then 'included, and no figure for the year'
            when concepts.s3_category is not null then 'no figure for the year, and not screened'
            else 'no figure for the year'
        end as reason
    from years
    cross join {{ ref('disclosure_concepts') }} as concepts
    left join computed_keys on concepts.concept_key = computed_keys.concept_key
    left join booked
        on
            years.entity_id = booked.entity_id
            and years.fiscal_year = booked.fiscal_year
            and concepts.concept_key = booked.concept_key
    left join registered on years.fiscal_year = registered.fiscal_year and concepts.concept_key = registered.concept_key
    left join registered as revenues on years.fiscal_year = revenues.fiscal_year and revenues.concept_key = 'REVENUE_TOTAL'
    left join hard_years on years.fiscal_year = hard_years.fiscal_year
    left join own_energy on years.fiscal_year = own_energy.fiscal_year and concepts.concept_key = own_energy.concept_key
    left join energy_years on years.fiscal_year = energy_years.fiscal_year
    left join planned on years.fiscal_year = planned.fiscal_year
    left join {{ ref('int_scope3_screening_registered') }} as screening on concepts.s3_category = screening.s3_category
)

select
    entity_id,
    fiscal_year,
    has_entries,
    concept_key,
    is_computed,
    {# Of a year that they do not keep the books know a part, which is no figure of it. #}
    {{ measured('case when has_entries then coalesce(own_value, registered_value) else registered_value end') }} as value,
    {# What a closed year said, else what was stated of it outside these books. #}
    {{ measured('coalesce(closed_value, case when has_entries and own_value is not null then registered_value end)') }} as previous_value,
    unit,
    case when coalesce(case when has_entries then own_value end, registered_value) is null then reason end as omitted_reason
from given
