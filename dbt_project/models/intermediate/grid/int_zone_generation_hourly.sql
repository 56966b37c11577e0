{#
  Generation of grid zones by hour and fuel, whoever published it. An hour of a fuel counts where all of its minutes are
  told; what storage takes stands below zero.
#}
with entsoe_hours as (
    select
        zone_code,
        {{ hour_of('interval_start') }} as hour_at,
        fuel_code,
        sum(
            {{ priced('power_mw * interval_minutes / ' ~ minutes_per_hour()) }}
            * case when direction = 'consumption' then -1 else 1 end
        ) as generation_mwh
    from {{ ref('stg_grid__entsoe_generation') }}
    where power_mw is not null
    group by zone_code, {{ hour_of('interval_start') }}, fuel_code, direction
    having sum(interval_minutes) = {{ minutes_per_hour() }}
),

told as (
    select 'eia930' as publisher, zone_code, hour_at, fuel_code, {{ priced('generation_mwh') }} as generation_mwh
    from {{ ref('stg_grid__eia930_generation') }}
    where generation_mwh is not null
    union all
    select 'entsoe' as publisher, zone_code, hour_at, fuel_code, sum(generation_mwh) as generation_mwh
    from entsoe_hours
    group by zone_code, hour_at, fuel_code
)

select
    told.publisher,
    coalesce(zones.em_zone, told.zone_code) as em_zone,
    told.hour_at,
    told.fuel_code,
    coalesce(fuels.fuel, 'unknown') as fuel,
    coalesce(fuels.fuel_role, 'generation') as fuel_role,
    {{ priced('told.generation_mwh') }} as generation_mwh
from told
left join {{ ref('grid_zone_codes') }} as zones
    on told.publisher = zones.code_scheme and told.zone_code = zones.zone_code
left join {{ ref('grid_fuel_codes') }} as fuels
    on told.publisher = fuels.code_scheme and told.fuel_code = fuels.fuel_code
