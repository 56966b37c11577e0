{#
  Direct hourly intensity of each grid zone. A zone-month with fewer hours than the policy's share is left out as a
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
)

select zone_hours.em_zone, zone_hours.hour_at, zone_hours.intensity_gco2e_per_kwh
from zone_hours
inner join complete_months
    on zone_hours.em_zone = complete_months.em_zone and zone_hours.activity_month = complete_months.activity_month
