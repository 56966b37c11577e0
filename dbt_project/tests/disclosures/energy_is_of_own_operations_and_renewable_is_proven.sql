{#
  The energy that is disclosed is that of Scope 2, site by site and month by month, so that no cloud is in it; and no more of it is
  renewable than contracts cover. Of closed months the books keep what was known then.
#}
with disclosed as (
    select
        site_id, activity_month,
        sum(energy_kwh) filter (where concept_key in ('ENERGY_PURCHASED', 'ENERGY_SELF_GENERATED')) as energy_kwh,
        sum(energy_kwh) filter (where concept_key in ('ENERGY_PURCHASED_RENEWABLE', 'ENERGY_SELF_GENERATED')) as renewable_kwh
    from {{ ref('fct_energy_mix_monthly') }}
    group by site_id, activity_month
),

booked as (
    select site_id, activity_month, sum(energy_kwh) as energy_kwh
    from {{ ref('fct_carbon_ledger') }}
    where scope = 2 and method = 'location' and book = 'open'
    group by site_id, activity_month
),

proven as (
    select site_id, activity_year, sum(applied_kwh) as applied_kwh
    from {{ ref('fct_instrument_allocations') }}
    where applied_kwh > 0
    group by site_id, activity_year
)

select booked.site_id, booked.activity_month, booked.energy_kwh as allowed_kwh, disclosed.energy_kwh
from booked
left join disclosed on booked.site_id = disclosed.site_id and booked.activity_month = disclosed.activity_month
where booked.energy_kwh is distinct from disclosed.energy_kwh
union all
select disclosed.site_id, cast(null as date) as activity_month, max(coalesce(proven.applied_kwh, 0)) as allowed_kwh,
    sum(disclosed.renewable_kwh) as energy_kwh
from disclosed
left join proven
    on disclosed.site_id = proven.site_id and cast(extract(year from disclosed.activity_month) as int) = proven.activity_year
group by disclosed.site_id, extract(year from disclosed.activity_month)
{# Shares of months are rounded up as often as down: less than a watt-hour. #}
having (sum(disclosed.renewable_kwh) - max(coalesce(proven.applied_kwh, 0))) * {{ wh_per_kwh() }} > 1
