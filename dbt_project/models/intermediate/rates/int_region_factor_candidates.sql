{#
  The factor that serves each region, month and role, by the rungs of `factor_ladder`: for the grid a direct subregion or
  state, direct country, mix x direct fuel factors, lifecycle country, world mean. Location-based never reads a contract:
  no contract table is joined here.
#}
with region_months as (
    select distinct provider, region_id, activity_month from {{ ref('int_usage_keys_classified') }}
),

lookups as (
    select
        months.provider,
        months.region_id,
        months.activity_month,
        ladder.factor_role,
        ladder.rung,
        ladder.factor_family,
        case
            when ladder.region_scheme = 'direct' and regions.direct_scheme = 'country_iso2' then 'country'
            else ladder.intensity_level
        end as intensity_level,
        case ladder.region_scheme when 'direct' then regions.direct_scheme else ladder.region_scheme end as region_scheme,
        case ladder.region_scheme
            when 'direct' then regions.direct_code
            when 'country_iso2' then regions.country_iso2
            when 'cloud_region' then concat(months.provider, ':', months.region_id)
            else 'WORLD'
        end as region_code
    from region_months as months
    cross join {{ ref('factor_ladder') }} as ladder
    left join {{ ref('cloud_regions') }} as regions
        on months.provider = regions.provider and months.region_id = regions.region_id
)

select
    lookups.provider,
    lookups.region_id,
    lookups.activity_month,
    lookups.factor_role,
    lookups.intensity_level,
    factors.factor_id,
    factors.boundary,
    factors.loss_basis,
    factors.value,
    coalesce(factors.value_low, factors.value) as value_low,
    coalesce(factors.value_high, factors.value) as value_high,
    {{ is_edition_provisional('factors', 'lookups.activity_month') }} as is_edition_provisional,
    row_number() over (
        partition by lookups.provider, lookups.region_id, lookups.activity_month, lookups.factor_role
        order by lookups.rung, {{ edition_preference('factors', 'lookups.activity_month') }}
    ) as preference
from lookups
inner join {{ ref('factors') }} as factors
    on
        lookups.factor_family = factors.factor_family
        and lookups.region_scheme = factors.region_scheme
        and lookups.region_code = factors.region_code
where factors.value is not null
