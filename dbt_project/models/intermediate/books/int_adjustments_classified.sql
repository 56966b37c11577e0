{#
  What the figures say of closed months beyond what the books hold: recomputed less closed and posted, per key, and of which kind. Types of
  entry are netted within a key: what was accrued and is reversed again moves nothing, however the estimate behind it changed.
#}
{% set key = adjustment_key() %}
{% set account = ['activity_month', 'provider', 'sub_account_id'] %}
{% set line = account + ['carbon_bucket', 'region_id', 'site_id', 'team_id', 'component', 'method', 'recognition_basis'] %}
{% set texts = ['covered_components', 'reason', 'factor_set_id', 'slice_set_id'] %}
{% set measures = ['energy_kwh', 'kgco2e', 'low_kgco2e', 'high_kgco2e'] %}
{% set columns = ledger_columns() %}
with derived as (
    select {% for column in columns %}entries.{{ column }}, {% endfor %}entries.factor_sets
    from {{ ref('int_ledger_entries_derived') }} as entries
    inner join {{ ref('int_accounting_periods') }} as periods
        on entries.activity_month = periods.activity_month and periods.status <> 'open'
),

{# The set of an own site is named for its month, whatever factors are in it: it is compared by them. #}
site_texts as (
    select distinct factor_sets from derived where site_id is not null
),

site_sets as (
    select members.factor_sets, {{ joined_text('sets.factor_id') }} as factor_ids
    from ({{ split_rows('site_texts', 'factor_sets', 'factor_set_id') }}) as members
    inner join {{ ref('int_site_factor_sets') }} as sets on members.factor_set_id = sets.factor_set_id
    group by members.factor_sets
),

sides as (
    select
        true as is_recomputed, {% for column in columns %}derived.{{ column }}, {% endfor %}
        coalesce(site_sets.factor_ids, derived.factor_set_id) as compared_set
    from derived
    left join site_sets on derived.factor_sets = site_sets.factor_sets and derived.site_id is not null
    union all
    select
        false as is_recomputed, {{ columns | join(', ') }},
        case when site_id is not null then coalesce(factor_ids, factor_set_id) else factor_set_id end as compared_set
    from {{ ref('int_ledger_entries_booked') }}
),

identified as (
    select
        *,
        {{ surrogate_key(key) }} as adjustment_id,
        {{ surrogate_key(account) }} as account_key,
        {{ surrogate_key(line) }} as line_key
    from sides
),

{# Which model of a cloud the books hold of an account's month, and which factors of a line of ours. #}
{% for name, group, which in [('accounts', 'account_key', 'bundle is not null'), ('own_lines', 'line_key', 'bundle is null')] %}
    {{ name }} as (
        select
            {{ group }}, bool_or(is_booked) as is_booked, bool_or(is_new) as has_new_set,
            coalesce(min(recomputed_tier) < min(booked_tier), false) as has_better_tier
        from (
            select
                {{ group }}, compared_set,
                bool_or(not is_recomputed) as is_booked, bool_and(is_recomputed) as is_new,
                min(evidence_tier) filter (where is_recomputed) as recomputed_tier,
                min(evidence_tier) filter (where not is_recomputed) as booked_tier
            from identified
            where {{ which }}
            group by {{ group }}, compared_set
        ) as sets
        group by {{ group }}
    ),
{% endfor %}

{# What a cloud's own figure displaces now, under any method. #}
covered as (
    select distinct {{ cloud_key() | join(', ') }}, component from {{ ref('int_components_covered') }}
),

summed as (
    select
        adjustment_id, account_key, line_key, {{ key | join(', ') }},
        bool_or(is_recomputed) as is_recomputed,
        bool_or(not is_recomputed) as is_booked,
        coalesce(bool_or(entry_type = 'reversal') filter (where is_recomputed), false) as has_reversal,
        coalesce(max(reverses_entry_id) filter (where is_recomputed), min(ledger_entry_id) filter (where not is_recomputed))
            as reversible_entry_id,
        {% for column in texts %}coalesce(max({{ column }}) filter (where is_recomputed), max({{ column }})) as {{ column }}, {% endfor %}
        coalesce(bool_and(is_market_complete) filter (where is_recomputed), bool_and(is_market_complete)) as is_market_complete,
        {% for measure in measures %}
            sum({{ measure }}) filter (where is_recomputed) as recomputed_{{ measure }},
            sum({{ measure }}) filter (where not is_recomputed) as booked_{{ measure }}{{ ',' if not loop.last }}
        {% endfor %}
    from identified
    group by adjustment_id, account_key, line_key, {{ key | join(', ') }}
),

compared as (
    select
        summed.*,
        {% for measure in measures %}
            case
                when coalesce(recomputed_{{ measure }}, booked_{{ measure }}) is not null
                    then {{ measured('coalesce(recomputed_' ~ measure ~ ', 0) - coalesce(booked_' ~ measure ~ ', 0)') }}
            end as {{ measure }},
        {% endfor %}
        summed.bundle is not null or covered.component is not null as is_of_provider
    from summed
    left join covered on {{ same_cloud_key('summed', 'covered') }} and summed.component = covered.component
),

classified as (
    select
        compared.*,
        case
            when is_of_provider and not coalesce(accounts.is_booked, false) then 'estimate_to_actual'
            when is_of_provider and accounts.has_better_tier then 'estimate_to_actual'
            when is_of_provider and accounts.has_new_set then 'method'
            when is_of_provider then 'error'
            {# The meter of a month that was closed on a model. #}
            when site_id is not null and own_lines.has_better_tier then 'estimate_to_actual'
            when own_lines.is_booked and own_lines.has_new_set then 'method'
            else 'error'
        end as adjustment_kind
    from compared
    left join accounts on compared.account_key = accounts.account_key
    left join own_lines on compared.line_key = own_lines.line_key
    where compared.kgco2e <> 0 or coalesce(compared.energy_kwh, 0) <> 0
),

{# How it is posted: a true-up by reversing the estimate and booking the actual, anything else as a restatement of what stands. #}
typed as (
    select
        classified.*,
        case
            when adjustment_kind <> 'estimate_to_actual' then 'restatement'
            when has_reversal or not is_recomputed then 'reversal'
            when not is_booked then 'actual'
            else 'restatement'
        end as entry_type
    from classified
)

select
    adjustment_id, {{ key | join(', ') }}, adjustment_kind,
    entry_type,
    case when entry_type = 'reversal' then reversible_entry_id end as reverses_entry_id,
    {{ texts | join(', ') }}, is_market_complete,
    {{ measures | join(', ') }},
    {{ measured('coalesce(recomputed_kgco2e, 0)') }} as recomputed_kgco2e,
    {{ measured('coalesce(booked_kgco2e, 0)') }} as booked_kgco2e
from typed
