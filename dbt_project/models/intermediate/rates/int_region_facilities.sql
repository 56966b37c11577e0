{# PUE and WUE of each region and month by the ladder: region's newest year, region pattern, provider's fleet, default. #}
with region_months as (
    select distinct provider, region_id, activity_month from {{ ref('int_usage_keys_classified') }}
),

candidates as (
    select
        months.provider,
        months.region_id,
        months.activity_month,
        {{ pue_wue_id('facilities') }} as pue_wue_id,
        facilities.granularity,
        facilities.pue,
        coalesce(facilities.pue_low, facilities.pue) as pue_low,
        coalesce(facilities.pue_high, facilities.pue) as pue_high,
        facilities.wue_l_per_kwh,
        row_number() over (
            partition by months.provider, months.region_id, months.activity_month, facilities.pue is null
            order by {{ facility_preference('facilities', 'months.activity_month') }}
        ) as pue_preference,
        row_number() over (
            partition by months.provider, months.region_id, months.activity_month, facilities.wue_l_per_kwh is null
            order by {{ facility_preference('facilities', 'months.activity_month') }}
        ) as wue_preference
    from region_months as months
    inner join {{ ref('cloud_pue_wue') }} as facilities
        on
            facilities.provider in (months.provider, '*')
            and {{ matches_glob('months.region_id', 'facilities.region_pattern') }}
)

select
    pues.provider,
    pues.region_id,
    pues.activity_month,
    pues.pue,
    pues.pue_low,
    pues.pue_high,
    pues.granularity as pue_level,
    pues.pue_wue_id as pue_id,
    wues.wue_l_per_kwh,
    wues.granularity as wue_level,
    wues.pue_wue_id as wue_id
from candidates as pues
left join candidates as wues
    on
        pues.provider = wues.provider
        and pues.region_id = wues.region_id
        and pues.activity_month = wues.activity_month
        and wues.wue_l_per_kwh is not null
        and wues.wue_preference = 1
where pues.pue is not null and pues.pue_preference = 1
