{# A policy that is dated within a fiscal year waits for the next one; one whose price is not in force charges no money. Both are told. #}
{{ config(severity='warn') }}
with entity as (
    select min_by(fiscal_year_start_month, entity_id) as start_month from {{ ref('int_entities_registered') }}
)

select policies.valid_from, policies.price_id
from {{ ref('stg_organisation__chargeback_policies') }} as policies
cross join entity
left join {{ ref('int_chargeback_terms') }} as terms
    on policies.valid_from >= terms.valid_from and (terms.valid_to is null or policies.valid_from < terms.valid_to)
where extract(month from policies.valid_from) <> coalesce(entity.start_month, 1) or terms.price_id is null
