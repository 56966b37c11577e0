{#
  The factor that serves each own site, month and role, by the rungs that regions of clouds climb. No contract is read here: location
  is the same whatever the entity has bought. Water of generation is that of the clouds' regions on the same grid, where they agree.
#}
with waters as (
    select
        regions.country_iso2,
        regions.direct_code,
        factors.region_code,
        factors.value
    from {{ ref('cloud_regions') }} as regions
    inner join {{ ref('factors') }} as factors
        on factors.factor_family = 'water_source' and concat(regions.provider, ':', regions.region_id) = factors.region_code
),

water_of_grids as (
    select country_iso2, direct_code, min(region_code) as region_code
    from waters
    where direct_code is not null
    group by country_iso2, direct_code
    having count(distinct value) = 1
),

water_of_countries as (
    select country_iso2, min(region_code) as region_code
    from waters
    where country_iso2 is not null
    group by country_iso2
    having count(distinct value) = 1
),

places as (
    select
        'onprem' as provider,
        months.site_id as region_id,
        months.activity_month,
        months.country_iso2,
        months.direct_scheme,
        months.direct_code,
        coalesce(of_grid.region_code, of_country.region_code) as water_region
    from {{ ref('int_site_months') }} as months
    left join water_of_grids as of_grid
        on months.country_iso2 = of_grid.country_iso2 and months.direct_code = of_grid.direct_code
    left join water_of_countries as of_country on months.country_iso2 = of_country.country_iso2
),

lookups as (
    {{ factor_lookups('places') }}
)

{{ factors_preferred('lookups') }}
