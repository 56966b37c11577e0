{#
  The inventory's lines in tonnes: location, hourly location and market side by side, and the one that the entity states. The
  statutory view: what is recognised in its period or in the year of acquisition. What has no method stands in each.
#}
with booked as (
    select
        {{ fiscal_year('ledger.activity_month', 'entities.fiscal_year_start_month') }} as fiscal_year,
        ledger.activity_month,
        ledger.entity_id,
        coalesce(entities.scope3_energy_basis, 'location') as stated_method,
        ledger.scope,
        ledger.s3_category,
        ledger.s3_subcategory,
        ledger.component,
        ledger.bundle,
        ledger.evidence_tier,
        sum(ledger.energy_kwh) filter (where ledger.method = 'market') as energy_kwh,
        sum(ledger.energy_kwh) filter (where ledger.method = 'market' and not ledger.is_market_complete) as market_incomplete_energy_kwh,
        sum(ledger.kgco2e) filter (where ledger.method = 'location') as location_kgco2e,
        sum(ledger.kgco2e) filter (where ledger.method = 'location_hourly') as location_hourly_kgco2e,
        sum(ledger.kgco2e) filter (where ledger.method = 'market') as market_kgco2e
    from {{ ref('fct_carbon_ledger_by_method') }} as ledger
    left join {{ ref('dim_entity') }} as entities on ledger.entity_id = entities.entity_id
    where ledger.recognition_basis <> 'amortised'
    group by all
)

select
    fiscal_year,
    activity_month,
    entity_id,
    scope,
    s3_category,
    s3_subcategory,
    component,
    bundle,
    evidence_tier,
    stated_method,
    {{ measured('energy_kwh') }} as energy_kwh,
    {{ measured('coalesce(market_incomplete_energy_kwh, energy_kwh * 0)') }} as market_incomplete_energy_kwh,
    {{ tonnes('location_kgco2e') }} as location_tco2e,
    {{ tonnes('location_hourly_kgco2e') }} as location_hourly_tco2e,
    {{ tonnes('market_kgco2e') }} as market_tco2e,
    {{ tonnes("case when stated_method = 'market' then market_kgco2e else location_kgco2e end") }} as stated_tco2e
from booked
