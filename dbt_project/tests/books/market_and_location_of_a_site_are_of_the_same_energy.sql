{# Every kWh of own electricity has one location figure and one market figure, each of the same energy. #}
select
    site_id, activity_month, scope, s3_category,
    sum(energy_kwh) filter (where method = 'location') as location_kwh,
    sum(energy_kwh) filter (where method = 'market') as market_kwh
from {{ ref('int_ledger_entries_derived') }}
where site_id is not null and component = 'electricity'
group by site_id, activity_month, scope, s3_category
having
    coalesce(sum(energy_kwh) filter (where method = 'location'), 0) <> coalesce(sum(energy_kwh) filter (where method = 'market'), 0)
