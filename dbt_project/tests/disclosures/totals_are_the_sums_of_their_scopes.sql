{#
  Of each year that the books keep: a total is Scope 1, one Scope 2 and Scope 3, which is the sum of its categories, and cloud is a part
  of the first; so the totals differ as Scope 2 does. Energy is fossil, nuclear and renewable. The parts of the revenue make the whole.
#}
{% set sums = [
    ('TOTAL_LOCATION', ['S1', 'S2_LOCATION', 'S3_TOTAL']), ('TOTAL_MARKET', ['S1', 'S2_MARKET', 'S3_TOTAL']),
    ('ENERGY_TOTAL', ['ENERGY_FOSSIL', 'ENERGY_NUCLEAR', 'ENERGY_RENEWABLE']), ('REVENUE_TOTAL', ['REVENUE_USED', 'REVENUE_OTHER'])
] %}
with stated as (
    select reported.*
    from {{ ref('fct_disclosure_values') }} as reported
    inner join {{ ref('dim_reported_year') }} as years
        on reported.entity_id = years.entity_id and reported.fiscal_year = years.reported_fiscal_year and years.year_role = 'n'
    where reported.breakdown_kind = 'none' and reported.statement = 'current'
),

compared as (
    {% for whole, parts in sums %}
        select
            fiscal_year, '{{ whole }}' as concept_key, max(value) filter (where concept_key = '{{ whole }}') as whole,
            case
                when count(value) filter (where concept_key <> '{{ whole }}') >= {{ parts | length }}
                    then sum(value) filter (where concept_key <> '{{ whole }}')
            end as parts
        from stated
        where concept_key in ('{{ whole }}', '{{ parts | join("', '") }}')
        group by fiscal_year
        union all
    {% endfor %}
    select
        fiscal_year, 'S3_TOTAL' as concept_key, max(value) filter (where concept_key = 'S3_TOTAL') as whole,
        sum(value) filter (where concept_key <> 'S3_TOTAL') as parts
    from stated
    where concept_key = 'S3_TOTAL' or (concept_key like 'S3!___' escape '!')
    group by fiscal_year
)

select fiscal_year, concept_key, whole, parts
from compared
where parts is not null and whole is distinct from parts
union all
select fiscal_year, 'S3_01_1' as concept_key, max(value) filter (where concept_key = 'S3_01') as whole,
    max(value) filter (where concept_key = 'S3_01_1') as parts
from stated
where concept_key in ('S3_01', 'S3_01_1')
group by fiscal_year
having max(value) filter (where concept_key = 'S3_01_1') > max(value) filter (where concept_key = 'S3_01')
union all
{# Intensity times the revenue that it uses is the total, but for the rounding of the intensity. #}
select shown.fiscal_year, shown.concept_key, totals.value as whole, shown.value as parts
from stated as shown
inner join {{ ref('disclosure_formulas') }} as formulas
    on shown.concept_key = formulas.concept_key and formulas.part_role = 'numerator' and shown.concept_key like 'INTENSITY%'
inner join stated as totals on shown.fiscal_year = totals.fiscal_year and formulas.part_key = totals.concept_key
inner join stated as revenues on shown.fiscal_year = revenues.fiscal_year and revenues.concept_key = 'REVENUE_USED'
where
    abs(cast(shown.value as double) * cast(revenues.value as double) - cast(totals.value as double) * formulas.weight)
    * {{ kg_per_tonne() }} * {{ kg_per_tonne() }} > cast(revenues.value as double)
