{#
  How far a year's total may be off: contributions added within a source, sources in quadrature, down and up apart. Where one source
  alone moves the total further than quadrature bears, nothing is combined and the sources speak for themselves.
#}
{% set line = ['entity_id', 'fiscal_year', 'scope_set', 'method'] %}
with entries as (
    {{ statutory_entries() }}
),

ranged as (
    select distinct ledger_entry_id from {{ ref('fct_uncertainty_contributions') }} where not is_scenario
),

totals as (
    select
        {% for column in line %}entries.{{ column }}, {% endfor %}
        sum(entries.kgco2e) as kgco2e,
        coalesce(sum(entries.kgco2e) filter (where ranged.ledger_entry_id is not null), 0) as ranged_kgco2e
    from entries
    left join ranged on entries.ledger_entry_id = ranged.ledger_entry_id
    group by {% for column in line %}entries.{{ column }}{{ ', ' if not loop.last }}{% endfor %}
),

sources as (
    select
        {% for column in line %}entries.{{ column }}, {% endfor %}
        moved.source_id,
        sum(moved.down_kgco2e) as down_kgco2e,
        sum(moved.up_kgco2e) as up_kgco2e
    from entries
    inner join {{ ref('fct_uncertainty_contributions') }} as moved
        on entries.ledger_entry_id = moved.ledger_entry_id and not moved.is_scenario
    group by {% for column in line %}entries.{{ column }}, {% endfor %}moved.source_id
),

combined as (
    select
        {{ line | join(', ') }},
        count(*) as source_count,
        max_by(source_id, abs(down_kgco2e) + abs(up_kgco2e)) as largest_source_id,
        max((abs(down_kgco2e) + abs(up_kgco2e)) / {{ ends_of_line() }}) as largest_half_range_kgco2e,
        {% for side in ['down', 'up'] %}
            sqrt(cast(sum({{ measured('cast(' ~ side ~ '_kgco2e as double) * cast(' ~ side ~ '_kgco2e as double)') }}) as double))
                as {{ side }}_kg{{ ',' if not loop.last }}
        {% endfor %}
    from sources
    group by {{ line | join(', ') }}
),

judged as (
    select
        {% for column in line %}totals.{{ column }}, {% endfor %}
        totals.kgco2e, totals.ranged_kgco2e,
        coalesce(combined.source_count, 0) as source_count,
        combined.largest_source_id,
        combined.down_kg,
        combined.up_kg,
        cast(combined.largest_half_range_kgco2e as double) / nullif(cast(abs(totals.kgco2e) as double), 0) as largest_half_range_share,
        policies.value as half_range_share_max
    from totals
    left join combined on {% for column in line %}totals.{{ column }} = combined.{{ column }}{{ ' and ' if not loop.last }}{% endfor %}
    inner join {{ ref('dim_policy') }} as policies on policies.policy_id = 'uncertainty_half_range_share_max'
)

select
    {{ line | join(', ') }},
    {{ tonnes('kgco2e') }} as tco2e,
    cast(ranged_kgco2e as double) / nullif(cast(kgco2e as double), 0) as ranged_share,
    source_count,
    largest_source_id,
    largest_half_range_share,
    case
        when source_count = 0 then 'no_range_known' when largest_half_range_share > half_range_share_max then 'not_combined' else 'combined'
    end as status,
    {% set is_combined = 'largest_half_range_share <= half_range_share_max' %}
    {{ tonnes('case when ' ~ is_combined ~ ' then down_kg end') }} as down_tco2e,
    {{ tonnes('case when ' ~ is_combined ~ ' then up_kg end') }} as up_tco2e,
    {{ tonnes('case when ' ~ is_combined ~ ' then (down_kg + up_kg) / ' ~ ends_of_line() ~ ' end') }} as half_range_tco2e,
    case
        when {{ is_combined }} then (down_kg + up_kg) / {{ ends_of_line() }} / nullif(cast(abs(kgco2e) as double), 0)
    end as half_range_share
from judged
