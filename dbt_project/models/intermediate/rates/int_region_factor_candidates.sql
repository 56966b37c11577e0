{#
  The factor that serves each region, month and role, by the rungs of `factor_ladder`: for the grid a direct subregion or
  state, direct country, mix x direct fuel factors, lifecycle country, world mean. Location-based never reads a contract:
  no contract table is joined here.
#}
with region_months as (
    select distinct provider, region_id, activity_month from {{ ref('int_usage_keys_classified') }}
),

places as (
    select
        months.provider,
        months.region_id,
        months.activity_month,
        regions.country_iso2,
        regions.direct_scheme,
        regions.direct_code,
        concat(months.provider, ':', months.region_id) as water_region
    from region_months as months
    left join {{ ref('cloud_regions') }} as regions
        on months.provider = regions.provider and months.region_id = regions.region_id
),

lookups as (
    {{ factor_lookups('places') }}
)

{{ factors_preferred('lookups') }}
