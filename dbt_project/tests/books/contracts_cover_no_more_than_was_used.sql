{# Per own site and year contracts cover no more than its Scope 2 energy, and no instrument more than it is. #}
with used as (
    select site_id, cast(extract(year from activity_month) as int) as activity_year, sum(energy_kwh) as energy_kwh
    from {{ ref('int_ledger_entries_derived') }}
    where scope = 2 and method = 'location' and component = 'electricity'
    group by site_id, cast(extract(year from activity_month) as int)
),

covered as (
    select site_id, activity_year, sum(applied_kwh) as applied_kwh
    from {{ ref('fct_instrument_allocations') }}
    where applied_kwh > 0
    group by site_id, activity_year
),

bought as (
    select instrument_id, quantity_kwh from {{ ref('int_instruments_judged') }}
)

select covered.site_id as subject, covered.applied_kwh, used.energy_kwh as bound_kwh
from covered
left join used on covered.site_id = used.site_id and covered.activity_year = used.activity_year
where covered.applied_kwh > coalesce(used.energy_kwh, 0)
union all
select allocations.instrument_id as subject, sum(allocations.applied_kwh) as applied_kwh, max(bought.quantity_kwh) as bound_kwh
from {{ ref('fct_instrument_allocations') }} as allocations
inner join bought on allocations.instrument_id = bought.instrument_id
group by allocations.instrument_id
having sum(allocations.applied_kwh) > max(bought.quantity_kwh)
