{# An entry that is no cloud's own figure is made of factors, each of which stands in dim_factor; spend without one has no kilogram. #}
with named as (
    select gathered.ledger_factor_set_id
    from {{ ref('bridge_ledger_factor_sets') }} as gathered
    inner join {{ ref('bridge_factor_sets') }} as sets on gathered.factor_set_id = sets.factor_set_id
    inner join {{ ref('dim_factor') }} as factors on sets.factor_id = factors.factor_id
)

select ledger_entry_id, component, site_id, factor_set_id
from {{ ref('fct_carbon_ledger') }}
where
    bundle is null
    and factor_set_id not in (select ledger_factor_set_id from named)
