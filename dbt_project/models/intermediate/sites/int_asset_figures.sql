{#
  What assets give the books. In category 2 whole in the month of acquisition (statutory) and as it is charged (management), which are
  two views and never added; expensed hardware in category 1 of its month; a lease without ownership in category 8 if the policy books
  it; disposal in category 5.
#}
{% set empty = "cast(null as decimal(38, 9))" %}
with assets as (
    select
        assets.*,
        case asset_kind when 'building' then 'facility' else 'hardware' end as component,
        case when is_given then 3 else 4 end as evidence_tier
    from {{ ref('int_assets_valued') }} as assets
),

charges as (
    select schedules.*, assets.component, assets.evidence_tier
    from {{ ref('int_asset_schedules') }} as schedules
    inner join assets on schedules.asset_id = assets.asset_id
    where not schedules.is_projected
),

leases as (
    select value = 1 as is_booked from {{ ref('policies') }} where policy_id = 'operating_lease_embodied_booked'
)

select
    asset_id, site_id, acquired_month as activity_month, case recognition when 'finance_lease' then 'R12c' else 'R12' end as rule_id,
    2 as s3_category, component, 'acquisition_year' as recognition_basis, cast(null as string) as reason, evidence_tier,
    embodied_kgco2e as kgco2e, embodied_low_kgco2e as low_kgco2e, embodied_high_kgco2e as high_kgco2e
from assets
where recognition in ('capitalised', 'finance_lease', 'second_hand') and embodied_kgco2e is not null
union all
select
    asset_id, site_id, activity_month, case recognition when 'finance_lease' then 'R12c' else 'R12' end as rule_id,
    2 as s3_category, component, 'amortised' as recognition_basis, cast(null as string) as reason, evidence_tier,
    charged_kgco2e as kgco2e, {{ empty }} as low_kgco2e, {{ empty }} as high_kgco2e
from charges
where recognition in ('capitalised', 'finance_lease', 'second_hand') and charged_kgco2e <> 0
union all
select
    asset_id, site_id, activity_month, case recognition when 'finance_lease' then 'R12c' else 'R12' end as rule_id,
    2 as s3_category, component, 'amortised' as recognition_basis, 'disposal_remainder' as reason, evidence_tier,
    disposed_kgco2e as kgco2e, {{ empty }} as low_kgco2e, {{ empty }} as high_kgco2e
from charges
where recognition in ('capitalised', 'finance_lease', 'second_hand') and disposed_kgco2e <> 0
union all
select
    asset_id, site_id, acquired_month as activity_month, 'R12b' as rule_id,
    1 as s3_category, component, 'period' as recognition_basis, cast(null as string) as reason, evidence_tier,
    embodied_kgco2e as kgco2e, embodied_low_kgco2e as low_kgco2e, embodied_high_kgco2e as high_kgco2e
from assets
where recognition = 'expensed' and embodied_kgco2e is not null
union all
select
    asset_id, site_id, activity_month, 'R12d' as rule_id,
    8 as s3_category, component, 'period' as recognition_basis, 'operating_lease' as reason, evidence_tier,
    charged_kgco2e as kgco2e, {{ empty }} as low_kgco2e, {{ empty }} as high_kgco2e
from charges
cross join leases
where recognition = 'operating_lease' and leases.is_booked and charged_kgco2e <> 0
union all
select
    assets.asset_id, assets.site_id, assets.disposed_month as activity_month, 'R15' as rule_id,
    5 as s3_category, 'other' as component, 'period' as recognition_basis, 'disposal' as reason, 4 as evidence_tier,
    {{ measured('cast(assets.mass_kg as double) / ' ~ kg_per_tonne() ~ ' * factors.value') }} as kgco2e,
    {{ empty }} as low_kgco2e, {{ empty }} as high_kgco2e
from assets
inner join {{ ref('disposal_factors') }} as factors on assets.disposal_route = factors.disposal_route
where assets.mass_kg is not null and assets.recognition <> 'operating_lease'
