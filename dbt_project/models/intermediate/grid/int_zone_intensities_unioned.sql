{#
  Hourly intensity of grid zones, every publisher by itself: files, Electricity Maps, half-hours of Great Britain where
  both came, and what is computed from generation. An hour without a value is no row. Marginal signals never enter.
#}
select
    em_zone,
    hour_at,
    'file' as publisher,
    boundary,
    cast(avg({{ priced('intensity_gco2e_per_kwh') }}) as double) as intensity_gco2e_per_kwh,
    bool_or(is_estimated) as is_estimated
from {{ ref('stg_grid__hourly_intensities') }}
group by em_zone, hour_at, boundary
union all
select
    em_zone,
    hour_at,
    'electricity_maps' as publisher,
    boundary,
    intensity_gco2e_per_kwh,
    is_estimated
from {{ ref('stg_grid__electricity_maps') }}
where intensity_gco2e_per_kwh is not null
union all
select
    zones.em_zone,
    {{ hour_of('halves.period_start') }} as hour_at,
    'uk_carbon_intensity' as publisher,
    'direct' as boundary,
    cast(avg({{ priced('halves.actual_gco2_per_kwh') }}) as double) as intensity_gco2e_per_kwh,
    cast(null as boolean) as is_estimated
from {{ ref('stg_grid__uk_intensities') }} as halves
inner join {{ ref('grid_zone_codes') }} as zones
    on zones.code_scheme = 'uk_carbon_intensity' and halves.zone_code = zones.zone_code
where halves.actual_gco2_per_kwh is not null
group by zones.em_zone, {{ hour_of('halves.period_start') }}
having sum({{ minutes_between('halves.period_start', 'halves.period_end') }}) = {{ minutes_per_hour() }}
union all
select
    em_zone,
    hour_at,
    publisher,
    'direct' as boundary,
    intensity_gco2e_per_kwh,
    cast(null as boolean) as is_estimated
from {{ ref('int_zone_intensities_computed') }}
