{#
  Intensity of the hours in which a site drew its energy: weights are hourly readings of the facility meter, else the hours of its hosts.
  Energy of which nobody tells the hour, and hours that the zone does not know, are left to the annual factor; a zone-month with too few
  hours is annual as a whole.
#}
with metered as (
    select
        meters.site_id,
        {{ hour_of('readings.starts_at') }} as hour_at,
        sum({{ priced(meter_quantity('readings.value', 'meters.unit')) }}) as weight
    from {{ ref('stg_organisation__meter_readings') }} as readings
    inner join {{ ref('stg_organisation__meters') }} as meters
        on
            readings.meter_id = meters.meter_id and meters.meter_kind = 'facility'
            and coalesce(cast(meters.valid_from as timestamp), readings.starts_at) <= readings.starts_at
            and coalesce(cast(meters.valid_to as timestamp), readings.ends_at) >= readings.ends_at
    where {{ seconds_between('readings.starts_at', 'readings.ends_at') }} <= {{ seconds_per_hour() }}
    group by meters.site_id, {{ hour_of('readings.starts_at') }}
),

weights as (
    select site_id, hour_at, {{ month_of('hour_at') }} as activity_month, weight, true as is_metered from metered
    union all
    select site_id, hour_at, activity_month, {{ priced('sum(energy_it_kwh)') }} as weight, false as is_metered
    from {{ ref('int_site_telemetry_hourly') }}
    group by site_id, hour_at, activity_month
),

chosen as (
    select weights.*
    from weights
    qualify is_metered = bool_or(is_metered) over (partition by site_id, activity_month)
)

select
    chosen.site_id,
    chosen.activity_month,
    bool_or(chosen.is_metered) as is_metered,
    cast(sum(chosen.weight) filter (where hours.hour_at is not null) as double)
    / nullif(cast(greatest(
        sum(chosen.weight), max(case when chosen.is_metered then energy.facility_kwh else energy.it_kwh end)
    ) as double), 0) as hourly_share,
    cast(sum({{ priced('cast(chosen.weight as double) * cast(hours.intensity_gco2e_per_kwh as double)') }}) as double)
    / nullif(cast(sum(chosen.weight) filter (where hours.hour_at is not null) as double), 0) / {{ g_per_kg() }} as hourly_kgco2e_per_kwh
from chosen
inner join {{ ref('int_site_months') }} as months
    on chosen.site_id = months.site_id and chosen.activity_month = months.activity_month
left join {{ ref('int_site_energy_monthly') }} as energy
    on chosen.site_id = energy.site_id and chosen.activity_month = energy.activity_month
left join {{ ref('int_zone_hours') }} as hours on months.em_zone = hours.em_zone and chosen.hour_at = hours.hour_at
group by chosen.site_id, chosen.activity_month
