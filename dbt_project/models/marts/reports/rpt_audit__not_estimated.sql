{#
  Components that nobody covers, per key and month with a physical estimate: listed, never zero. A spend factor holds the
  whole life cycle, so its keys lack nothing. What own sites lack is in `rpt_audit__site_gaps`.
#}
with keys as (
    select distinct activity_month, provider, carbon_bucket, region_id
    from {{ ref('fct_carbon_ledger') }}
    where component <> 'other' and site_id is null
),

components as (
    select 's1_direct' as component
    union all
    select 'electricity' as component
    union all
    select 'upstream' as component
    union all
    select 'hardware' as component
    union all
    select 'facility' as component
)

select keys.activity_month, keys.provider, keys.carbon_bucket, keys.region_id, components.component
from keys
cross join components
left join {{ ref('fct_carbon_ledger') }} as booked
    on
        keys.activity_month = booked.activity_month
        and keys.provider = booked.provider
        and keys.carbon_bucket = booked.carbon_bucket
        and keys.region_id = booked.region_id
        and (components.component = booked.component or {{ in_list('booked.covered_components', 'components.component') }})
        and booked.component <> 'other'
where booked.ledger_entry_id is null
