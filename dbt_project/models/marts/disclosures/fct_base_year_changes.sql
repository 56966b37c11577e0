{#
  Whether what changed since the base year is enough to recalculate it: per method, Scope 1 and 2 together and Scope 3 apart, the sum of
  absolute changes over the base. Organic growth never counts. Once the threshold is reached every change counts.
#}
with policy as (
    select base_year, restatement_threshold from {{ ref('int_disclosure_policies') }}
),

entity as (
    select min_by(scope3_energy_basis, entity_id) as scope3_energy_basis from {{ ref('dim_entity') }}
),

methods as (
    select 'location' as method
    union all
    select 'market' as method
),

bases as (
    select
        methods.method,
        sum(facts.value) filter (where facts.concept_key in ('S1', concat('S2_', upper(methods.method)))) as own_value,
        count(facts.value) filter (where facts.concept_key in ('S1', concat('S2_', upper(methods.method)))) as own_parts,
        coalesce(
            max(facts.value) filter (where facts.concept_key = 'S3_TOTAL' and not facts.has_entries),
            sum(facts.value) filter (where concepts.s3_category is not null and concepts.scope_set is not null
                and concepts.s3_subcategory is null)
        ) as chain_value
    from {{ ref('fct_disclosure_facts') }} as facts
    inner join policy on facts.fiscal_year = policy.base_year
    inner join {{ ref('disclosure_concepts') }} as concepts on facts.concept_key = concepts.concept_key
    cross join methods
    group by methods.method
),

tested as (
    select
        changes.*,
        methods.method as tested_method,
        case when changes.scope_set = '3' then '3' else '1+2' end as scope_group
    from {{ ref('int_base_year_changes_registered') }} as changes
    cross join entity
    inner join methods
        on
            case
                when changes.scope_set = '3'
                    then methods.method = coalesce(entity.scope3_energy_basis, 'location') and changes.method in ('na', methods.method)
                else changes.method in ('na', methods.method)
            end
),

summed as (
    select
        tested.*,
        policy.base_year,
        policy.restatement_threshold,
        case
            when tested.scope_group = '3' then bases.chain_value
            {# Scope 1 and one Scope 2: a base of which a part is unknown is no base. #}
            when bases.own_parts > 1 then bases.own_value
        end * {{ kg_per_tonne() }} as base_kgco2e,
        sum(case when tested.change_kind = 'organic' then 0 else abs(tested.delta_kgco2e) end)
            over (partition by tested.scope_group, tested.tested_method) as cumulative_kgco2e
    from tested
    cross join policy
    left join bases on tested.tested_method = bases.method
),

judged as (
    select
        *,
        coalesce(cast(cumulative_kgco2e as double) / nullif(cast(base_kgco2e as double), 0) >= restatement_threshold, false) as is_due
    from summed
)

select
    change_id,
    change_kind,
    scope_set,
    scope_group,
    s3_category,
    tested_method as method,
    fiscal_year,
    base_year,
    reason,
    delta_kgco2e,
    {{ measured('base_kgco2e') }} as base_kgco2e,
    cumulative_kgco2e,
    cast(cumulative_kgco2e as double) / nullif(cast(base_kgco2e as double), 0) as cumulative_share,
    restatement_threshold,
    is_due,
    {# Scope 1 is the same under each method: it is recalculated for both as soon as one is due. #}
    change_kind <> 'organic' and case when scope_set = '1' then bool_or(is_due) over (partition by change_id) else is_due end as is_applied
from judged
