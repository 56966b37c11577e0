{# The ledger with its `na` rows repeated under each method: filter one method, then sum. Every report reads this one. #}
with methods as (
    select 'location' as reporting_method
    union all
    select 'location_hourly' as reporting_method
    union all
    select 'market' as reporting_method
)

select
    ledger.ledger_entry_id,
    methods.reporting_method as method,
    ledger.method as booked_method,
    ledger.book,
    ledger.activity_month,
    ledger.posting_month,
    ledger.entry_type,
    ledger.entity_id,
    ledger.provider,
    ledger.sub_account_id,
    ledger.carbon_bucket,
    ledger.region_id,
    ledger.site_id,
    ledger.team_id,
    ledger.scope,
    ledger.s3_category,
    ledger.s3_subcategory,
    ledger.component,
    ledger.bundle,
    ledger.covered_components,
    ledger.recognition_basis,
    ledger.rule_id,
    ledger.evidence_tier,
    ledger.market_basis,
    ledger.is_market_complete,
    ledger.factor_set_id,
    ledger.slice_set_id,
    ledger.reason,
    ledger.energy_kwh,
    ledger.kgco2e,
    ledger.low_kgco2e,
    ledger.high_kgco2e,
    ledger.reverses_entry_id,
    ledger.book_id,
    ledger.adjustment_kind
from {{ ref('fct_carbon_ledger') }} as ledger
inner join methods on ledger.method in (methods.reporting_method, 'na')
