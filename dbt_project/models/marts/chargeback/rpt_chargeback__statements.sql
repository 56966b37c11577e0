{#
  The statements: a team's lines of a month in one row. What is charged is told by kind of line and by part; location, hourly location and
  market stand beside and never add. Kilograms, so that statements tie to the books to the last digit.
#}
{% set kinds = ['direct', 'shared', 'reserved_idle', 'true_up', 'unattributed'] %}
{% set measures = ['energy_kwh', 'location_kgco2e', 'location_hourly_kgco2e', 'market_kgco2e', 'water_site_l', 'water_source_l'] %}
select
    lines.posting_month,
    lines.team_id,
    coalesce(max(teams.team_name), lines.team_id) as team_name,
    coalesce(max(teams.cost_center), max(lines.unattributed_owner)) as cost_center,
    max(lines.unattributed_owner) as unattributed_owner,
    {{ joined_text('lines.method') }} as method,
    {% for kind in kinds %}
        {{ measured("sum(lines.charged_kgco2e) filter (where lines.line_kind = '" ~ kind ~ "')") }} as {{ kind }}_kgco2e,
    {% endfor %}
    {% for part in chargeback_parts() %}
        {{ measured('sum(lines.charged_' ~ part ~ '_kgco2e)') }} as charged_{{ part }}_kgco2e,
    {% endfor %}
    {{ measured('sum(lines.charged_kgco2e)') }} as charged_kgco2e,
    {% for measure in measures %}{{ measured('sum(lines.' ~ measure ~ ')') }} as {{ measure }}, {% endfor %}
    {{ priced('sum(lines.effective_cost)') }} as effective_cost,
    max(lines.cost_currency) as cost_currency,
    {{ joined_text('lines.price_id') }} as price_ids,
    {{ joined_text('lines.price_kind') }} as price_kinds,
    lines.currency,
    {# Null where any charged kilogram has no price. #}
    case
        when count(lines.charged_cost) = count(lines.charged_kgco2e) then {{ priced('sum(lines.charged_cost)') }}
    end as charged_cost
from {{ ref('fct_chargeback_lines') }} as lines
left join {{ ref('dim_team') }} as teams on lines.team_id = teams.team_id
group by lines.posting_month, lines.team_id, lines.currency
