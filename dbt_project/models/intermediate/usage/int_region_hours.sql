{#
  Direct hourly intensity of each cloud region. A zone-month with fewer hours than the policy's share is left out as a
  whole: the annual figure serves it. Marginal and lifecycle signals never enter.
#}
with zone_hours as (
    select
        em_zone,
        hour_at,
        {{ month_of('hour_at') }} as activity_month,
        avg({{ priced('intensity_gco2e_per_kwh') }}) as intensity_gco2e_per_kwh
    from {{ ref('stg_grid__hourly_intensities') }}
    where boundary = 'direct'
    group by all
),

complete_months as (
    select em_zone, activity_month
    from zone_hours
    group by em_zone, activity_month
    having count(*) >= (
        select max(value) from {{ ref('policies') }} where policy_id = 'hourly_coverage_share_min'
    ) * {{ hours_of_month('activity_month') }}
),

region_codes as (
    select provider, region_id as region_code, region_id from {{ ref('cloud_regions') }}
    union
    select provider, alias as region_code, region_id
    from {{ ref('cloud_region_aliases') }}
    where kind = 'location_name'
)

select
    region_codes.provider,
    region_codes.region_code,
    regions.em_zone,
    zone_hours.hour_at,
    zone_hours.intensity_gco2e_per_kwh
from region_codes
inner join {{ ref('cloud_regions') }} as regions
    on region_codes.provider = regions.provider and region_codes.region_id = regions.region_id
inner join zone_hours on regions.em_zone = zone_hours.em_zone
inner join complete_months
    on zone_hours.em_zone = complete_months.em_zone and zone_hours.activity_month = complete_months.activity_month
