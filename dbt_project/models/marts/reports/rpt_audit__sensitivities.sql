{#
  What a year's total would be under each contested assumption, one at a time: network energy, lives of hardware, the default
  utilisation, what stands around accelerators. They are scenarios and are never combined.
#}
{% set line = ['entity_id', 'fiscal_year', 'scope_set', 'method'] %}
with entries as (
    {{ statutory_entries() }}
),

totals as (
    select {{ line | join(', ') }}, sum(kgco2e) as kgco2e from entries group by {{ line | join(', ') }}
),

moved as (
    select
        {% for column in line %}entries.{{ column }}, {% endfor %}
        sources.source_id,
        sum(sources.down_kgco2e) as down_kgco2e,
        sum(sources.up_kgco2e) as up_kgco2e
    from entries
    inner join {{ ref('fct_uncertainty_contributions') }} as sources
        on entries.ledger_entry_id = sources.ledger_entry_id and sources.is_scenario
    group by {% for column in line %}entries.{{ column }}, {% endfor %}sources.source_id
)

select
    {% for column in line %}moved.{{ column }}, {% endfor %}
    moved.source_id,
    factors.value as central_value,
    factors.value_low as low_value,
    factors.value_high as high_value,
    factors.unit,
    factors.source_locator,
    {{ tonnes('totals.kgco2e') }} as tco2e,
    {{ tonnes('totals.kgco2e - moved.down_kgco2e') }} as lower_tco2e,
    {{ tonnes('totals.kgco2e + moved.up_kgco2e') }} as upper_tco2e
from moved
inner join totals on {% for column in line %}moved.{{ column }} = totals.{{ column }}{{ ' and ' if not loop.last }}{% endfor %}
left join {{ ref('dim_factor') }} as factors on moved.source_id = factors.factor_id
