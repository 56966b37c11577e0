{#
  Category 3 stands beside own energy and fuel, of the same site and month, and beside nothing else; and what the upstream of own
  energy is, the books hold. Contracts, credits and avoided emissions are rules of their own and never an entry.
#}
with entries as (
    select * from {{ ref('fct_carbon_ledger') }} where book = 'open'
),

own as (
    select distinct site_id, activity_month from entries where scope in (1, 2)
),

upstream as (
    select site_id, activity_month, sum(kgco2e) as kgco2e
    from entries
    where component = 'upstream' and method = 'location' and site_id is not null
    group by site_id, activity_month
)

select entries.ledger_entry_id as subject, entries.site_id, entries.activity_month, entries.kgco2e
from entries
left join own on entries.site_id = own.site_id and entries.activity_month = own.activity_month
where entries.s3_category = 3 and own.site_id is null
union all
select 'upstream' as subject, sites.site_id, sites.activity_month, sites.upstream_location_kgco2e as kgco2e
from {{ ref('fct_site_energy_monthly') }} as sites
inner join own on sites.site_id = own.site_id and sites.activity_month = own.activity_month
left join upstream on sites.site_id = upstream.site_id and sites.activity_month = upstream.activity_month
where sites.upstream_location_kgco2e is distinct from upstream.kgco2e
union all
select ledger_entry_id as subject, site_id, activity_month, kgco2e
from {{ ref('fct_carbon_ledger') }}
where rule_id in ('R22', 'R23', 'R24')
