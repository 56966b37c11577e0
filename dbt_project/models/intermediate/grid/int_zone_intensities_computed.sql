{#
  Direct intensity of grid zones computed from generation by fuel: generation x factor of the fuel / generation. What
  storage gives was generated before, and what a plant takes is no generation: neither counts. An hour that lacks a fuel
  told in most hours of the month is missing, never cleaner.
#}
with generation as (
    select
        publisher,
        em_zone,
        hour_at,
        fuel_code,
        fuel,
        {{ month_of('hour_at') }} as activity_month,
        greatest(generation_mwh, 0) as generation_mwh
    from {{ ref('int_zone_generation_hourly') }}
    where fuel_role = 'generation'
),

zone_months as (
    select publisher, em_zone, activity_month, count(distinct hour_at) as hour_count
    from generation
    group by publisher, em_zone, activity_month
),

usual_fuels as (
    select generation.publisher, generation.em_zone, generation.activity_month, generation.fuel_code
    from generation
    inner join zone_months
        on
            generation.publisher = zone_months.publisher
            and generation.em_zone = zone_months.em_zone
            and generation.activity_month = zone_months.activity_month
    group by
        generation.publisher, generation.em_zone, generation.activity_month, generation.fuel_code, zone_months.hour_count
    having count(*) >= zone_months.hour_count * (
        select max(value) from {{ ref('policies') }} where policy_id = 'fuel_hours_share_min'
    )
),

usual_counts as (
    select publisher, em_zone, activity_month, count(*) as fuel_count
    from usual_fuels
    group by publisher, em_zone, activity_month
),

hours as (
    select
        generation.publisher,
        generation.em_zone,
        generation.activity_month,
        generation.hour_at,
        count(usual_fuels.fuel_code) as usual_fuel_count,
        sum({{ priced('generation.generation_mwh * factors.value') }}) as emitted,
        sum({{ priced('generation.generation_mwh') }}) as generated
    from generation
    left join {{ ref('fuel_intensities') }} as factors
        on generation.fuel = factors.fuel and factors.boundary = 'direct'
    left join usual_fuels
        on
            generation.publisher = usual_fuels.publisher
            and generation.em_zone = usual_fuels.em_zone
            and generation.activity_month = usual_fuels.activity_month
            and generation.fuel_code = usual_fuels.fuel_code
    group by generation.publisher, generation.em_zone, generation.activity_month, generation.hour_at
)

select
    hours.publisher,
    hours.em_zone,
    hours.hour_at,
    cast(hours.emitted as double) / cast(hours.generated as double) * {{ g_per_kg() }} as intensity_gco2e_per_kwh
from hours
inner join usual_counts
    on
        hours.publisher = usual_counts.publisher
        and hours.em_zone = usual_counts.em_zone
        and hours.activity_month = usual_counts.activity_month
where hours.usual_fuel_count = usual_counts.fuel_count and hours.generated > 0
