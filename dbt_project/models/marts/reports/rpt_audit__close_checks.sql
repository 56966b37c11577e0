{#
  What is to be known before a month or a fiscal year is closed: what was measured of each check, and whether policy lets it pass, warns or
  refuses. Shares are the worst of a period's parts, counts are of different things.
#}
{% set checks = {
    'freshness': (false, 'slices fetched before their month was over, or with a delivery in quarantine'),
    'deliveries': (false, 'exports that delivered the month before and not this one'),
    'coverage': (true, 'share of cost without any evidence'),
    'unmapped_cost': (true, 'share of cost that counts by spend, for want of an energy model'),
    'variance': (true, 'difference between a cloud and our estimates of the same, as a share of its figure'),
    'residual_mix': (true, 'share of kWh under market that carry the location figure, for want of a residual mix'),
    'provisional_editions': (false, 'factors of an edition that is not of the month'),
    'unapproved_factors': (false, 'factors that no book holds with this value'),
} %}
{% set counted = priced('1') ~ ' as amount, ' ~ priced('1') ~ ' as whole' %}
{% set month_text = 'substring(cast(months.activity_month as string), 1, 7)' %}
with months as (
    select activity_month, fiscal_year from {{ ref('dim_accounting_period') }}
),

spans as (
    select activity_month, {{ month_text }} as period, 'month' as period_kind from months
    union all
    select activity_month, cast(fiscal_year as string) as period, 'year' as period_kind from months
),

checks as (
    {% for name, (is_share, meaning) in checks.items() %}
        select '{{ name }}' as check_id, {{ is_share | lower }} as is_share, '{{ meaning }}' as meaning
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

delivered as (
    select months.activity_month, slices.slice_id, slices.export_name, slices.fetched_at, slices.is_quarantined
    from {{ ref('dim_slice') }} as slices
    inner join months on {{ in_list('slices.periods', month_text) }}
    where slices.is_current and not coalesce(slices.is_retired, false)
),

costs as (
    select activity_month, billing_currency, abs(effective_cost) as cost, {{ coverage_class() }} as coverage_class
    from {{ ref('fct_resource_emissions_monthly') }}
    where effective_cost <> 0
),

sets_used as (
    select distinct activity_month, factor_set_id, book_id from {{ ref('fct_carbon_ledger') }}
),

factors_used as (
    select distinct
        used.activity_month, factors.factor_id, factors.value, factors.unit, factors.edition, factors.edition_rule, factors.data_year,
        factors.valid_from, factors.valid_to
    from sets_used as used
    inner join {{ ref('bridge_ledger_factor_sets') }} as gathered
        on used.factor_set_id = gathered.ledger_factor_set_id and used.book_id is not distinct from gathered.book_id
    inner join {{ ref('bridge_factor_sets') }} as sets on gathered.factor_set_id = sets.factor_set_id
    inner join {{ ref('dim_factor') }} as factors on sets.factor_id = factors.factor_id
),

approved as (
    select distinct factor_id, value, unit, edition from {{ ref('dim_factor_snapshot') }}
),

findings as (
    select activity_month, 'freshness' as check_id, slice_id as part, {{ counted }}
    from delivered
    where fetched_at < {{ next_month('activity_month') }} or is_quarantined
    union all
    select distinct
        {{ next_month('earlier.activity_month') }} as activity_month, 'deliveries' as check_id, earlier.export_name as part, {{ counted }}
    from delivered as earlier
    left join delivered as later
        on earlier.export_name = later.export_name and {{ next_month('earlier.activity_month') }} = later.activity_month
    where later.export_name is null
    {% for name, class in {'coverage': 'uncovered', 'unmapped_cost': 'spend'}.items() %}
        union all
        select
            activity_month, '{{ name }}' as check_id, billing_currency as part,
            {{ priced("coalesce(sum(cost) filter (where coverage_class = '" ~ class ~ "'), 0)") }} as amount,
            {{ priced('sum(cost)') }} as whole
        from costs
        where coverage_class <> 'no_emission_by_rule'
        group by activity_month, billing_currency
    {% endfor %}
    union all
    select
        activity_month, 'variance' as check_id, concat(provider, ' ', method) as part,
        {{ priced('abs(sum(kgco2e))') }} as amount, {{ priced("abs(sum(kgco2e) filter (where entry_type = 'actual'))") }} as whole
    from {{ ref('fct_carbon_ledger_by_method') }}
    where entry_type in ('actual', 'reversal')
    group by activity_month, provider, method
    union all
    select
        activity_month, 'residual_mix' as check_id, 'market' as part,
        {{ priced('coalesce(sum(energy_kwh) filter (where not is_market_complete), 0)') }} as amount,
        {{ priced('sum(energy_kwh)') }} as whole
    from {{ ref('fct_carbon_ledger_by_method') }}
    where method = 'market' and energy_kwh is not null
    group by activity_month
    union all
    select activity_month, 'provisional_editions' as check_id, factor_id as part, {{ counted }}
    from factors_used
    where edition_rule is not null and not ({{ serves_month('factors_used', 'activity_month') }})
    union all
    select
        used.activity_month, 'unapproved_factors' as check_id, used.factor_id as part, {{ counted }}
    from factors_used as used
    left join approved
        on
            used.factor_id = approved.factor_id and used.unit = approved.unit
            and used.value is not distinct from approved.value and used.edition is not distinct from approved.edition
    where approved.factor_id is null
),

parts as (
    select
        spans.period, spans.period_kind, findings.check_id, findings.part,
        cast(sum(findings.amount) as double) / nullif(cast(sum(findings.whole) as double), 0) as share
    from findings
    inner join spans on findings.activity_month = spans.activity_month
    group by spans.period, spans.period_kind, findings.check_id, findings.part
),

measured as (
    select period, check_id, max(share) as share, cast(count(distinct part) as double) as part_count, min(part) as example
    from parts
    group by period, check_id
),

judged as (
    select distinct
        spans.period, spans.period_kind, checks.check_id, checks.meaning,
        coalesce(case when checks.is_share then measured.share else measured.part_count end, 0) as value,
        case when not checks.is_share then measured.example end as example
    from spans
    cross join checks
    left join measured on spans.period = measured.period and checks.check_id = measured.check_id
)

select
    judged.period,
    judged.check_id,
    case when judged.value > refuse.value then 'refuse' when judged.value > warn.value then 'warn' else 'ok' end as status,
    judged.value,
    case when judged.example is null then judged.meaning else concat(judged.meaning, ', such as ', judged.example) end as text
from judged
left join {{ ref('dim_close_policy') }} as warn on concat(judged.check_id, '_warn_above_', judged.period_kind) = warn.policy_id
left join {{ ref('dim_close_policy') }} as refuse on concat(judged.check_id, '_refuse_above_', judged.period_kind) = refuse.policy_id
