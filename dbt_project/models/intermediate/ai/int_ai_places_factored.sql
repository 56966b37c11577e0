{#
  What a kWh emits in a place and month on each boundary that it has a factor of: comparisons hold one boundary on both sides or
  refuse. PUE of a region by the ladder of regions; a site keeps its own.
#}
with factors as (
    select *
    from {{ ref('int_ai_factor_candidates') }}
    where factor_role = 'grid'
    qualify row_number() over (partition by provider, region_id, activity_month, boundary order by preference) = 1
),

places as (
    select distinct provider, region_id, activity_month from factors where provider not in ('onprem', 'country')
),

facilities as (
    select
        factors.provider, factors.region_id, factors.activity_month, facilities.pue,
        row_number() over (
            partition by factors.provider, factors.region_id, factors.activity_month
            order by {{ facility_preference('facilities', 'factors.activity_month') }}
        ) as preference
    from places as factors
    inner join {{ ref('cloud_pue_wue') }} as facilities
        on
            facilities.provider in (factors.provider, '*') and facilities.pue is not null
            and {{ matches_glob('factors.region_id', 'facilities.region_pattern') }}
)

select
    factors.provider,
    factors.region_id as place_id,
    factors.activity_month,
    factors.boundary,
    factors.intensity_level,
    factors.factor_id,
    factors.value as kgco2e_per_kwh,
    factors.value_low as low_kgco2e_per_kwh,
    factors.value_high as high_kgco2e_per_kwh,
    facilities.pue
from factors
left join facilities
    on
        factors.provider = facilities.provider and factors.region_id = facilities.region_id
        and factors.activity_month = facilities.activity_month and facilities.preference = 1
