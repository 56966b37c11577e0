{#
  Every quantity that a disclosure can state, by fiscal year: as it stands now, as it was stated before, and as it is aimed at; in total
  and by control, country, site and gas. Formulas are rows of a seed; a part that is not known leaves the whole unknown, and is named.
#}
{% set key = ['entity_id', 'fiscal_year', 'has_entries', 'statement'] %}
with applied as (
    select distinct change_id, scope_set, s3_category, base_year, delta_kgco2e, case when scope_set = '2' then method end as method
    from {{ ref('fct_base_year_changes') }}
    where is_applied
),

recalculated as (
    select
        changes.base_year as fiscal_year, concepts.concept_key, sum(changes.delta_kgco2e) / {{ kg_per_tonne() }} as delta
    from applied as changes
    inner join {{ ref('disclosure_concepts') }} as concepts
        on
            concepts.scope_set like concat('%', changes.scope_set, '%')
            and (concepts.s3_category is null or changes.s3_category = concepts.s3_category)
            and concepts.s3_subcategory is null
            and coalesce(changes.method, concepts.method) = concepts.method
    group by changes.base_year, concepts.concept_key
),

stated as (
    select
        facts.*,
        {{ measured('facts.value + coalesce(recalculated.delta, 0)') }} as current_value,
        coalesce(facts.previous_value, case when recalculated.delta <> 0 then facts.value end) as prior_value
    from {{ ref('fct_disclosure_facts') }} as facts
    left join recalculated on facts.fiscal_year = recalculated.fiscal_year and facts.concept_key = recalculated.concept_key
),

restated_years as (
    select distinct entity_id, fiscal_year from stated where prior_value is not null
),

known as (
    select {{ key[:3] | join(', ') }}, 'current' as statement, concept_key, is_computed, current_value as value, unit, omitted_reason
    from stated
    union all
    select
        stated.entity_id, stated.fiscal_year, stated.has_entries, 'previous' as statement, stated.concept_key, stated.is_computed,
        coalesce(stated.prior_value, stated.current_value) as value, stated.unit, stated.omitted_reason
    from stated
    inner join restated_years on stated.entity_id = restated_years.entity_id and stated.fiscal_year = restated_years.fiscal_year
),

known_0 as (
    select * from known where not is_computed
),

{% for level, before in [(1, 'known_0'), (2, 'known_1'), (3, 'known_2')] %}
    computed_{{ level }} as (
        select
            {% for column in key %}fallback.{{ column }}, {% endfor %}
            fallback.concept_key,
            max(fallback.value) as stated_value,
            case
                when bool_or(formulas.part_role = 'denominator') and bool_and(parts.value is not null)
                    then cast(sum(parts.value) filter (where formulas.part_role = 'numerator') as double)
                        / nullif(cast(sum(parts.value) filter (where formulas.part_role = 'denominator') as double), 0)
                        * max(formulas.weight)
            end as ratio,
            case
                when
                    bool_and(formulas.part_role = 'addend')
                    and (bool_and(parts.value is not null) or (bool_and(formulas.is_any_enough) and count(parts.value) > 0))
                    then sum(parts.value)
            end as total,
            max(fallback.unit) as unit,
            {{ joined_text('case when parts.value is null then formulas.part_key end', "', '") }} as missing
        from known as fallback
        inner join {{ ref('disclosure_formulas') }} as formulas
            on fallback.concept_key = formulas.concept_key and formulas.level = {{ level }}
        left join {{ before }} as parts
            on
                formulas.part_key = parts.concept_key
                {% for column in key %}and fallback.{{ column }} = parts.{{ column }} {% endfor %}
        group by {% for column in key %}fallback.{{ column }}, {% endfor %}fallback.concept_key
    ),

    known_{{ level }} as (
        select * from {{ before }}
        union all
        select
            {{ key | join(', ') }}, concept_key, true as is_computed,
            {# The books' own parts make the figure; of a year before them, or of what was stated before, the stated one stands. #}
            case
                when has_entries and statement = 'current' then coalesce(total, {{ measured('ratio') }}, stated_value)
                else coalesce(stated_value, total, {{ measured('ratio') }})
            end as value,
            unit, concat('not known: ', coalesce(missing, 'a value other than zero to divide by')) as omitted_reason
        from computed_{{ level }}
    ),
{% endfor %}

entities_known as (
    select distinct entity_id from known
),

values_known as (
    select
        entity_id, fiscal_year, concept_key, 'none' as breakdown_kind, cast(null as string) as breakdown_value, statement, value, unit,
        case when value is null then omitted_reason end as omitted_reason
    from known_3
)

select * from values_known
union all
select
    entity_id, fiscal_year, concept_key, breakdown_kind, breakdown_value, 'current' as statement, value, unit,
    cast(null as string) as omitted_reason
from {{ ref('fct_disclosure_breakdowns') }}
union all
select
    stated.entity_id, targets.target_year as fiscal_year, targets.concept_key, 'none' as breakdown_kind,
    cast(null as string) as breakdown_value, 'target' as statement, {{ tonnes('targets.target_kgco2e') }} as value, 'tCO2e' as unit,
    cast(null as string) as omitted_reason
from {{ ref('dim_target') }} as targets
cross join entities_known as stated
