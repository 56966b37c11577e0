{#
  The books. A sum over one method together with `na`, within one recognition basis, is the figure; by activity month
  the activity, by posting month the books. Periods not closed are derived from the figures.
#}
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
        scopes.s3_subcategory
    from {{ ref('int_emission_figures') }} as figures
    cross join entity
    left join {{ ref('cloud_component_scopes') }} as scopes
        on
            figures.component = scopes.component
            and (figures.carbon_bucket = 'outside_tool') = scopes.is_outside_tool
)

select
    {{ surrogate_key([
        'activity_month', 'entity_id', 'provider', 'sub_account_id', 'carbon_bucket', 'region_id', 'team_id',
        'evidence_tier', 'component', 'method', 'market_basis'
    ]) }} as ledger_entry_id,
    'open' as book,
    activity_month,
    activity_month as posting_month,
    'accrual' as entry_type,
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
    cast(null as string) as bundle,
    method,
    'period' as recognition_basis,
    rule_id,
    cast(evidence_tier as int) as evidence_tier,
    market_basis,
    is_market_complete,
    md5(factor_sets) as factor_set_id,
    md5(slice_ids) as slice_set_id,
    cast(null as string) as reverses_entry_id,
    cast(null as string) as reason,
    energy_kwh,
    kgco2e,
    low_kgco2e,
    high_kgco2e
from open_book
