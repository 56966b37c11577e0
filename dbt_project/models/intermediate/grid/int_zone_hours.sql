{#
  Direct hourly intensity of each grid zone, from the one publisher that serves its month. A zone-month that nobody serves
  is absent as a whole: the annual figure serves it. Marginal and lifecycle signals never enter.
#}
select
    hours.em_zone,
    hours.hour_at,
    hours.intensity_gco2e_per_kwh,
    hours.publisher,
    hours.is_estimated
from {{ ref('int_zone_intensities_unioned') }} as hours
inner join {{ ref('int_zone_months') }} as months
    on
        hours.em_zone = months.em_zone
        and {{ month_of('hours.hour_at') }} = months.activity_month
        and hours.publisher = months.publisher
where hours.boundary = 'direct' and months.is_serving
