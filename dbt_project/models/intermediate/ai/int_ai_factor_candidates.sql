{#
  Grid factors of every place that a run, a service or a model's vendor may stand in, in the months in which there are any:
  own sites, regions of clouds and countries, by the rungs that all figures climb. The world mean stands in for no place that
  is known.
#}
with months as (
    select {{ month_of('starts_at') }} as activity_month from {{ ref('int_ai_runs_registered') }}
    union
    select {{ month_of('hour_at') }} as activity_month from {{ ref('int_ai_requests_hourly') }}
    union
    select {{ month_of('hour_at') }} as activity_month from {{ ref('int_api_usage') }}
),

places as (
    select known.*, cast(null as string) as water_region, months.activity_month
    from {{ ref('int_ai_places') }} as known
    cross join months
    where months.activity_month is not null
),

lookups as (
    {{ factor_lookups('places') }}
),

candidates as (
    {{ factors_preferred('lookups') }}
)

select candidates.*
from candidates
inner join {{ ref('int_ai_places') }} as known on candidates.provider = known.provider and candidates.region_id = known.region_id
where known.country_iso2 is null or candidates.intensity_level <> 'world' or candidates.factor_role <> 'grid'
