{#
  What waits to be posted to closed months: recomputed less closed and posted, per key and kind, beside the threshold of its scope and
  fiscal year. Measured is what a reader sees change: net per account or site, month, line and kind, so that neither a reversal beside
  its actual nor a move between teams counts. A scope is due as a whole: what displaces an estimate of no method stands in a row of each.
#}
{% set scope = ['entity_id', 'fiscal_year', 'scope'] %}
{% set disclosed = ['location', 'market'] %}
{% set columns = adjustment_key()[1:] %}
with adjustments as (
    select classified.*, periods.fiscal_year, periods.status as period_status, periods.book_id
    from {{ ref('int_adjustments_classified') }} as classified
    inner join {{ ref('int_accounting_periods') }} as periods on classified.activity_month = periods.activity_month
),

changes as (
    {% for method in disclosed %}
        select {{ scope | join(', ') }}, '{{ method }}' as deciding_method, abs(sum(kgco2e)) as change_kgco2e
        from adjustments
        where method in ('{{ method }}', 'na') and recognition_basis <> 'amortised'
        group by {{ scope | join(', ') }}, activity_month, provider, sub_account_id, site_id, s3_category, s3_subcategory, adjustment_kind
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

pending as (
    select {{ scope | join(', ') }}, deciding_method, sum(change_kgco2e) as pending_kgco2e
    from changes
    group by {{ scope | join(', ') }}, deciding_method
),

published as (
    {% for method in disclosed %}
        select
            ledger.entity_id, periods.fiscal_year, ledger.scope, '{{ method }}' as deciding_method,
            sum(ledger.kgco2e) as published_kgco2e
        from {{ ref('fct_carbon_ledger') }} as ledger
        inner join {{ ref('int_accounting_periods') }} as periods on ledger.activity_month = periods.activity_month
        where
            ledger.method in ('{{ method }}', 'na') and ledger.recognition_basis <> 'amortised'
            and periods.fiscal_year in (select fiscal_year from adjustments)
        group by ledger.entity_id, periods.fiscal_year, ledger.scope
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

scopes as (
    select
        pending.*,
        published.published_kgco2e,
        cast(pending.pending_kgco2e as double) / nullif(cast(abs(published.published_kgco2e) as double), 0) as cumulative_share,
        pending.pending_kgco2e > 0
        and pending.pending_kgco2e
        >= coalesce(abs(published.published_kgco2e), 0) * {{ fraction(close_policy('restatement_threshold_share')) }} as is_material
    from pending
    left join published
        on
            pending.entity_id = published.entity_id and pending.fiscal_year = published.fiscal_year
            and pending.scope = published.scope and pending.deciding_method = published.deciding_method
    qualify row_number() over (
        partition by pending.entity_id, pending.fiscal_year, pending.scope
        order by cumulative_share desc nulls first, pending.deciding_method asc
    ) = 1
)

select
    adjustments.adjustment_id,
    adjustments.activity_month,
    adjustments.fiscal_year,
    adjustments.period_status,
    adjustments.book_id,
    adjustments.adjustment_kind,
    adjustments.entry_type,
    {% for column in columns %}adjustments.{{ column }}, {% endfor %}
    adjustments.covered_components,
    adjustments.is_market_complete,
    adjustments.factor_set_id,
    adjustments.slice_set_id,
    adjustments.reverses_entry_id,
    adjustments.reason,
    adjustments.energy_kwh,
    adjustments.kgco2e,
    adjustments.low_kgco2e,
    adjustments.high_kgco2e,
    adjustments.recomputed_kgco2e,
    adjustments.booked_kgco2e,
    scopes.deciding_method,
    {{ measured('coalesce(scopes.pending_kgco2e, 0)') }} as pending_kgco2e,
    {{ measured('scopes.published_kgco2e') }} as published_kgco2e,
    scopes.cumulative_share,
    {{ close_policy('restatement_threshold_share') }} as threshold_share,
    adjustments.period_status = 'soft' or coalesce(scopes.is_material, false) as is_due
from adjustments
left join scopes
    on
        adjustments.entity_id = scopes.entity_id and adjustments.fiscal_year = scopes.fiscal_year
        and adjustments.scope = scopes.scope
