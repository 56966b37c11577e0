{# An entry that is no cloud's own figure is made of factors, each of which stands in dim_factor; spend without one has no kilogram. #}
with named as (
    select distinct gathered.ledger_factor_set_id, gathered.book_id
    from {{ ref('bridge_ledger_factor_sets') }} as gathered
    inner join {{ ref('bridge_factor_sets') }} as sets on gathered.factor_set_id = sets.factor_set_id
    inner join {{ ref('dim_factor') }} as factors on sets.factor_id = factors.factor_id
)

select ledger.ledger_entry_id, ledger.component, ledger.site_id, ledger.factor_set_id, ledger.book_id
from {{ ref('fct_carbon_ledger') }} as ledger
left join named
    on ledger.factor_set_id = named.ledger_factor_set_id and ledger.book_id is not distinct from named.book_id
where ledger.bundle is null and named.ledger_factor_set_id is null
