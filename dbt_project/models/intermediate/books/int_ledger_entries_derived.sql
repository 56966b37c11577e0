{#
  What the figures say of every month, closed or not, in the columns of the ledger. An estimate accrues in its own month; when the
  cloud's own figure arrives it is reversed, once, and the figure stands in its place. Own sites stand beside; their hardware in two
  views, statutory and of management, which never add.
#}
{{ config(materialized='view') }}
{% set key = ['activity_month', 'entity_id', 'provider', 'sub_account_id', 'carbon_bucket', 'region_id', 'team_id',
              'evidence_tier'] %}
with entity as (
    select min(entity_id) as entity_id from {{ ref('int_entities_registered') }}
),

open_book as (
    select
        figures.*,
        coalesce(entity.entity_id, 'unregistered') as entity_id,
        scopes.rule_id,
        scopes.scope,
        scopes.s3_category,
        scopes.s3_subcategory,
        {# What the marketplace sold stands apart from support and from what the cloud itself runs. #}
        case when figures.is_marketplace then concat(figures.component, ':marketplace') else figures.component end as line
    from {{ ref('int_emission_figures') }} as figures
    cross join entity
    left join {{ ref('cloud_component_scopes') }} as scopes
        on
            case
                when figures.is_marketplace then 'marketplace' when figures.carbon_bucket = 'model_api' then 'model_api'
                else figures.component
            end = scopes.component
            and (figures.carbon_bucket = 'outside_tool') = scopes.is_outside_tool
),

identified as (
    select
        open_book.*,
        {{ surrogate_key(key + ['line', "coalesce(reversed_method, method)", 'market_basis']) }} as accrual_id,
        {{ surrogate_key(key + ['line', 'method', 'market_basis', 'entry_type', 'factor_sets', 'reason']) }} as entry_id
    from open_book
)

select
    case when entry_type = 'accrual' then accrual_id else entry_id end as ledger_entry_id,
    activity_month,
    posting_month,
    entry_type,
    entity_id,
    provider,
    sub_account_id,
    carbon_bucket,
    region_id,
    cast(null as string) as site_id,
    team_id,
    cast(scope as int) as scope,
    cast(s3_category as int) as s3_category,
    s3_subcategory,
    component,
    bundle,
    covered_components,
    method,
    'period' as recognition_basis,
    rule_id,
    cast(evidence_tier as int) as evidence_tier,
    market_basis,
    is_market_complete,
    md5(factor_sets) as factor_set_id,
    md5(slice_ids) as slice_set_id,
    case when entry_type = 'reversal' then accrual_id end as reverses_entry_id,
    reason,
    energy_kwh,
    kgco2e,
    low_kgco2e,
    high_kgco2e,
    factor_sets,
    slice_ids
from identified
union all
select
    {{ site_entry_id('figures') }} as ledger_entry_id,
    figures.activity_month,
    figures.activity_month as posting_month,
    'accrual' as entry_type,
    coalesce(entity.entity_id, 'unregistered') as entity_id,
    'onprem' as provider,
    cast(null as string) as sub_account_id,
    'own_site' as carbon_bucket,
    figures.site_id as region_id,
    figures.site_id,
    figures.team_id,
    cast(figures.scope as int) as scope,
    cast(figures.s3_category as int) as s3_category,
    figures.s3_subcategory,
    figures.component,
    cast(null as string) as bundle,
    cast(null as string) as covered_components,
    figures.method,
    figures.recognition_basis,
    figures.rule_id,
    cast(figures.evidence_tier as int) as evidence_tier,
    figures.market_basis,
    figures.is_market_complete,
    md5(figures.factor_sets) as factor_set_id,
    md5(coalesce(slices.slice_ids, 'none')) as slice_set_id,
    cast(null as string) as reverses_entry_id,
    figures.reason,
    figures.energy_kwh,
    figures.kgco2e,
    figures.low_kgco2e,
    figures.high_kgco2e,
    figures.factor_sets,
    coalesce(slices.slice_ids, 'none') as slice_ids
from {{ ref('int_site_figures_owned') }} as figures
cross join entity
left join {{ ref('int_site_slices') }} as slices
    on figures.site_id = slices.site_id and figures.activity_month = slices.activity_month
