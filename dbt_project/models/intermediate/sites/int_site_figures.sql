{#
  What own sites give the books, line by line, before teams: electricity, its upstream, fuel and gases, hardware and its disposal. What
  has no figure is not here; it is listed among the gaps.
#}
{% set empty = "cast(null as decimal(38, 9))" %}
{% set no_market = "cast(null as string) as market_basis, cast(null as boolean) as is_market_complete" %}
{% set columns = ['site_id', 'activity_month', 'part', 'flow', 'rule_id', 'scope', 's3_category', 's3_subcategory', 'evidence_tier',
                  'component', 'method', 'recognition_basis', 'reason', 'market_basis', 'is_market_complete', 'asset_id', 'factor_sets',
                  'energy_kwh', 'kgco2e', 'low_kgco2e', 'high_kgco2e'] %}
with electricity as (
    select * from {{ ref('int_site_electricity_located') }}
    union all
    select *, {{ empty }} as low_kgco2e, {{ empty }} as high_kgco2e from {{ ref('int_site_electricity_marketed') }}
),

lined as (
    select
        site_id, activity_month, part, 'use' as flow, rule_id, scope, s3_category, s3_subcategory, evidence_tier,
        'electricity' as component, method, 'period' as recognition_basis, cast(null as string) as reason,
        market_basis, is_market_complete, cast(null as string) as asset_id,
        {{ site_factor_set('site_id', 'activity_month') }} as factor_sets,
        energy_kwh, kgco2e, low_kgco2e, high_kgco2e
    from electricity
    union all
    select
        site_id, activity_month, part, flow, rule_id, scope, s3_category, s3_subcategory, evidence_tier,
        'upstream' as component, method, 'period' as recognition_basis, cast(null as string) as reason,
        {{ no_market }}, cast(null as string) as asset_id,
        {{ site_factor_set('site_id', 'activity_month') }} as factor_sets,
        {{ empty }} as energy_kwh, kgco2e, {{ empty }} as low_kgco2e, {{ empty }} as high_kgco2e
    from {{ ref('int_site_upstream') }}
    union all
    select
        site_id, activity_month, part, fuel as flow, rule_id, scope, s3_category, s3_subcategory, 3 as evidence_tier,
        component, 'na' as method, 'period' as recognition_basis, cast(null as string) as reason,
        {{ no_market }}, cast(null as string) as asset_id, factor_sets,
        {{ empty }} as energy_kwh, kgco2e, {{ empty }} as low_kgco2e, {{ empty }} as high_kgco2e
    from {{ ref('int_site_direct') }}
    union all
    select
        site_id, activity_month, 'asset' as part, asset_id as flow, rule_id, 3 as scope, s3_category,
        cast(null as string) as s3_subcategory,
        evidence_tier, component, 'na' as method, recognition_basis, reason,
        {{ no_market }}, asset_id, concat('asset.', asset_id) as factor_sets,
        {{ empty }} as energy_kwh, kgco2e, low_kgco2e, high_kgco2e
    from {{ ref('int_asset_figures') }}
)

select
    {{ columns | join(', ') }}
from lined
where kgco2e is not null
