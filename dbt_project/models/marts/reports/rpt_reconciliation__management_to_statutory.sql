{#
  From management's total to the statutory one, per fiscal year and method: plus what was acquired, less what was charged and written
  off, less what of it waits to be posted to closed months. The parts come from the register of assets, the totals from the books; what
  is left between them is zero.
#}
with booked as (
    select
        {{ fiscal_year('ledger.activity_month', 'entities.fiscal_year_start_month') }} as fiscal_year,
        ledger.entity_id,
        ledger.method,
        sum(ledger.kgco2e) filter (where ledger.recognition_basis in ('period', 'amortised')) as management_kgco2e,
        sum(ledger.kgco2e) filter (where ledger.recognition_basis in ('period', 'acquisition_year')) as statutory_kgco2e
    from {{ ref('fct_carbon_ledger_by_method') }} as ledger
    left join {{ ref('dim_entity') }} as entities on ledger.entity_id = entities.entity_id
    group by all
),

{# A register that changed after a close: its parts are of today, the books are as closed. #}
waiting as (
    select
        fiscal_year, entity_id,
        sum(case when recognition_basis = 'acquisition_year' then kgco2e else -kgco2e end) as waiting_kgco2e
    from {{ ref('fct_pending_adjustments') }}
    where recognition_basis <> 'period'
    group by fiscal_year, entity_id
),

entity as (
    select min_by(fiscal_year_start_month, entity_id) as fiscal_year_start_month from {{ ref('dim_entity') }}
),

assets as (
    select
        {{ fiscal_year('charges.activity_month', 'entity.fiscal_year_start_month') }} as fiscal_year,
        sum(charges.acquired_kgco2e) as acquired_kgco2e,
        sum(charges.charged_kgco2e) as charged_kgco2e,
        sum(charges.disposed_kgco2e) as disposed_kgco2e
    from {{ ref('fct_asset_charges_monthly') }} as charges
    cross join entity
    where not charges.is_projected
    group by all
)

select
    booked.fiscal_year,
    booked.entity_id,
    booked.method,
    {{ tonnes('coalesce(booked.management_kgco2e, 0)') }} as management_tco2e,
    {{ tonnes('coalesce(assets.acquired_kgco2e, 0)') }} as acquired_tco2e,
    {{ tonnes('-coalesce(assets.charged_kgco2e, 0)') }} as charged_tco2e,
    {{ tonnes('-coalesce(assets.disposed_kgco2e, 0)') }} as disposed_tco2e,
    {{ tonnes('-coalesce(waiting.waiting_kgco2e, 0)') }} as waiting_tco2e,
    {{ tonnes('coalesce(booked.statutory_kgco2e, 0)') }} as statutory_tco2e,
    {{ tonnes(
        'coalesce(booked.statutory_kgco2e, 0) - coalesce(booked.management_kgco2e, 0) - coalesce(assets.acquired_kgco2e, 0)'
        ~ ' + coalesce(assets.charged_kgco2e, 0) + coalesce(assets.disposed_kgco2e, 0) + coalesce(waiting.waiting_kgco2e, 0)'
    ) }} as unexplained_tco2e
from booked
left join assets on booked.fiscal_year = assets.fiscal_year
left join waiting on booked.fiscal_year = waiting.fiscal_year and booked.entity_id = waiting.entity_id
