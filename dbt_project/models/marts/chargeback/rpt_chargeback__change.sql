{#
  Why a team's statement is not what it was a month before. Energy is quantity x IT energy per quantity x PUE x kilograms per kWh, and each
  factor's part is told by logarithmic means, so that nothing is left over; hardware is quantity x kilograms per quantity, spend is cost x
  factor. What was not there before, or is no more, is structure, as is what shared teams did; what is booked otherwise than by the
  month's own estimate is method: clouds' own figures, true-ups, another policy.
#}
{% set key = ['team_id', 'provider', 'sub_account_id', 'region_id', 'service_name', 'resource_kind', 'consumed_unit', 'billing_currency'] %}
{% set measures = ['quantity', 'it_kwh', 'facility_kwh', 'location_kgco2e', 'market_kgco2e', 'hardware_kgco2e', 'other_kgco2e',
                   'cost'] %}
with stated as (
    select
        posting_month, team_id,
        coalesce(sum(charged_kgco2e), 0) as charged_kgco2e,
        coalesce(sum(charged_kgco2e) filter (where line_kind = 'shared'), 0) as shared_kgco2e,
        bool_or(line_kind in ('direct', 'reserved_idle', 'unattributed')) as has_own
    from {{ ref('fct_chargeback_lines') }}
    group by posting_month, team_id
),

after_a_month as (
    select distinct {{ next_month('posting_month') }} as to_month from stated
),

steps as (
    select
        later.posting_month as to_month,
        coalesce(max(later.method) filter (where later.line_kind <> 'true_up'), max(later.method)) as method
    from {{ ref('fct_chargeback_lines') }} as later
    inner join after_a_month on later.posting_month = after_a_month.to_month
    group by later.posting_month
),

used as (
    select
        monthly.activity_month, monthly.{{ key | join(', monthly.') }},
        case when monthly.resource_kind = 'own_site' then monthly.energy_it_kwh else monthly.consumed_quantity end as quantity,
        monthly.energy_it_kwh as it_kwh,
        monthly.energy_it_kwh + monthly.energy_overhead_kwh as facility_kwh,
        {% for method in ['location', 'market'] %}
            {{ total_of(['monthly.electricity_' ~ method ~ '_kgco2e', 'monthly.upstream_' ~ method ~ '_kgco2e']) }} as {{ method }}_kgco2e,
        {% endfor %}
        monthly.hardware_kgco2e, monthly.other_kgco2e, monthly.effective_cost as cost
    from {{ ref('fct_team_use_monthly') }} as monthly
    inner join stated on monthly.activity_month = stated.posting_month and monthly.team_id = stated.team_id and stated.has_own
),

moved as (
    select used.activity_month as to_month, true as is_after, used.* from used
    union all
    select {{ next_month('used.activity_month') }} as to_month, false as is_after, used.* from used
),

paired as (
    select
        moved.to_month, moved.{{ key | join(', moved.') }},
        {% for side, is_side in {'after': 'moved.is_after', 'before': 'not moved.is_after'}.items() %}
            {% for measure in measures %}
                sum(moved.{{ measure }}) filter (where {{ is_side }}) as {{ measure }}_{{ side }},
            {% endfor %}
            sum(case steps.method when 'market' then moved.market_kgco2e else moved.location_kgco2e end) filter (where {{ is_side }})
                as energy_kgco2e_{{ side }}{{ ',' if not loop.last }}
        {% endfor %}
    from moved
    inner join steps on moved.to_month = steps.to_month
    group by moved.to_month, moved.{{ key | join(', moved.') }}
),

told as (
    select
        paired.*,
        {{ all_positive(['energy_kgco2e', 'quantity', 'it_kwh', 'facility_kwh']) }} as has_energy,
        case when resource_kind = 'own_site' then false else {{ all_positive(['hardware_kgco2e', 'quantity']) }} end as has_hardware,
        {{ all_positive(['other_kgco2e', 'cost']) }} as has_spend,
        {% for measure in ['energy_kgco2e', 'hardware_kgco2e', 'other_kgco2e'] %}
            coalesce({{ measure }}_after, 0) - coalesce({{ measure }}_before, 0) as {{ measure }}_change{{ ',' if not loop.last }}
        {% endfor %}
    from paired
),

effects as (
    select
        told.*,
        case when has_energy then {{ effect_between('energy_kgco2e', 'quantity') }} else 0 end as energy_activity,
        case when has_energy then {{ effect_between('energy_kgco2e', 'it_kwh', 'quantity') }} else 0 end as energy_efficiency,
        case when has_energy then {{ effect_between('energy_kgco2e', 'facility_kwh', 'it_kwh') }} else 0 end as energy_pue,
        case when has_hardware then {{ effect_between('hardware_kgco2e', 'quantity') }} else 0 end as hardware_activity,
        case
            when has_spend then {{ effect_between('other_kgco2e', 'cost') }} when resource_kind = 'own_site' then other_kgco2e_change else 0
        end as other_activity
    from told
),

explained as (
    select
        to_month, team_id,
        sum(energy_activity + hardware_activity + other_activity) as activity_kgco2e,
        sum(energy_efficiency + case when has_hardware then hardware_kgco2e_change - hardware_activity else 0 end) as efficiency_kgco2e,
        sum(energy_pue) as pue_kgco2e,
        sum(case when has_energy then energy_kgco2e_change - energy_activity - energy_efficiency - energy_pue else 0 end)
            as grid_factor_kgco2e,
        sum(case when has_spend then other_kgco2e_change - other_activity else 0 end) as spend_factor_kgco2e,
        sum(
            case when has_energy then 0 else energy_kgco2e_change end + case when has_hardware then 0 else hardware_kgco2e_change end
            + case when has_spend or resource_kind = 'own_site' then 0 else other_kgco2e_change end
        ) as structure_kgco2e,
        sum(energy_kgco2e_change + hardware_kgco2e_change + other_kgco2e_change) as use_kgco2e
    from effects
    group by to_month, team_id
),

sides as (
    select posting_month as to_month, true as is_after, team_id, charged_kgco2e, shared_kgco2e from stated
    union all
    select {{ next_month('posting_month') }} as to_month, false as is_after, team_id, charged_kgco2e, shared_kgco2e from stated
),

changed as (
    select
        steps.to_month, sides.team_id,
        coalesce(sum(sides.charged_kgco2e) filter (where not sides.is_after), 0) as previous_kgco2e,
        coalesce(sum(sides.charged_kgco2e) filter (where sides.is_after), 0) as charged_kgco2e,
        coalesce(sum(case when sides.is_after then sides.shared_kgco2e else -sides.shared_kgco2e end), 0) as shared_change
    from sides
    inner join steps on sides.to_month = steps.to_month
    group by steps.to_month, sides.team_id
)

select
    changed.to_month as posting_month, changed.team_id, coalesce(teams.team_name, changed.team_id) as team_name,
    {{ measured('changed.previous_kgco2e') }} as previous_kgco2e,
    {{ measured('changed.charged_kgco2e') }} as charged_kgco2e,
    {{ measured('changed.charged_kgco2e - changed.previous_kgco2e') }} as change_kgco2e,
    {% for effect in ['activity', 'efficiency', 'pue', 'grid_factor'] %}
        {{ measured('coalesce(explained.' ~ effect ~ '_kgco2e, 0)') }} as {{ effect }}_kgco2e,
    {% endfor %}
    {{ measured(
        'changed.charged_kgco2e - changed.previous_kgco2e - changed.shared_change - coalesce(explained.use_kgco2e, 0)'
        ~ ' + coalesce(explained.spend_factor_kgco2e, 0)'
    ) }} as method_kgco2e,
    {{ measured('coalesce(explained.structure_kgco2e, 0) + changed.shared_change') }} as structure_kgco2e
from changed
left join explained on changed.to_month = explained.to_month and changed.team_id = explained.team_id
left join {{ ref('dim_team') }} as teams on changed.team_id = teams.team_id
