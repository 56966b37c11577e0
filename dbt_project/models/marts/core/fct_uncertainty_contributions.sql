{#
  How far each entry of the ledger moves when one source goes to the end of its range, down and up apart. A source is a factor: within it
  contributions add over entries, for it errs everywhere alike. A reversal takes back what its accrual gave. Scenarios stand beside, marked.
#}
{% set place = ['activity_month', 'provider', 'sub_account_id', 'carbon_bucket', 'region_id', 'team_id', 'evidence_tier'] %}
{% set key = place + ['component', 'method', 'market_basis'] %}
{% set figures = [('electricity', 'location'), ('electricity', 'market'), ('upstream', 'location'), ('upstream', 'market'),
                  ('hardware', 'na'), ('other', 'na')] %}
{% set sides = ['down', 'up'] %}
{% set of_energy = "figures.component in ('electricity', 'upstream')" %}
{% set roles_upstream = "'wtt_generation', 'wtt_td', 'td_loss'" %}
{% set roles_ranged = "'grid', 'residual_mix', 'pue', 'spend', 'lifetime', 'node_other_share', 'network_kwh_per_gb', " ~ roles_upstream %}
with factors as (
    select * from {{ ref('dim_factor') }} where value_low is not null and value_high is not null
),

figures as (
    {% for component, method in figures %}
        {% set basis = 'market_basis' if method == 'market' else 'cast(null as string)' %}
        {% set kg = component ~ ('_' ~ method if method != 'na' else '') ~ '_kgco2e' %}
        select
            {{ surrogate_key(place + ["'" ~ component ~ "'", "'" ~ method ~ "'", basis]) }} as entry_key, '{{ component }}' as component,
            {{ "coalesce(market_basis = 'residual_mix', false)" if (component, method) == ('electricity', 'market') else 'false' }}
                as is_residual,
            rate_id, cast(consumed_quantity as double) as quantity, cast(energy_it_kwh as double) as it_kwh,
            cast(measured_quantity as double) as measured_quantity, cast(utilised_quantity as double) as utilised_quantity,
            cast({{ kg }} as double) as kg
        from {{ ref('fct_estimate_inputs_monthly') }}
        where {{ kg }} <> 0 and not is_marketplace
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

roles as (
    select
        rates.rate_id, uses.factor_role, factors.factor_id as source_id,
        {% for side in sides %}
            case uses.factor_role
                when 'td_loss' then {{ moved_loss('factors', side) }}
                when 'lifetime' then {{ moved_life('factors', side) }}
                else {{ moved_share('factors', side) }}
            end * case uses.factor_role
                {# What part of the upstream rate the factor makes. #}
                when 'wtt_generation' then rates.pue * factors.value / rates.upstream_kgco2e_per_it_kwh
                when 'wtt_td' then rates.pue * factors.value / rates.upstream_kgco2e_per_it_kwh
                when 'td_loss'
                    then rates.location_kgco2e_per_it_kwh * {{ lost_per_delivered('factors.value') }} / rates.upstream_kgco2e_per_it_kwh
                when 'node_other_share' then factors.value / (1 + factors.value)
                else 1
            end as {{ side }}_share{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('dim_usage_rate') }} as rates
    inner join {{ ref('bridge_factor_sets') }} as uses on rates.factor_set_id = uses.factor_set_id
    inner join factors on uses.factor_id = factors.factor_id
    where uses.factor_role in ({{ roles_ranged }})
),

of_factors as (
    select
        figures.entry_key, roles.source_id,
        {% for side in sides %}figures.kg * roles.{{ side }}_share as {{ side }}_kg{{ ',' if not loop.last }}{% endfor %}
    from figures
    inner join roles
        on
            figures.rate_id = roles.rate_id
            and case roles.factor_role
                when 'grid' then figures.component = 'electricity' and not figures.is_residual
                when 'residual_mix' then figures.is_residual
                when 'spend' then figures.component = 'other'
                when 'lifetime' then figures.component = 'hardware'
                else figures.component = 'upstream' or roles.factor_role not in ({{ roles_upstream }}) and {{ of_energy }}
            end
),

of_rates as (
    select
        figures.entry_key, ranges.source_id,
        {% for side in sides %}
            case
                when figures.component = 'hardware' then figures.quantity * ranges.{{ side }}_per_unit
                else figures.kg * (
                    {# A default stands only where nobody measured. #}
                    (figures.quantity - case when ranges.measure = 'utilisation' then coalesce(figures.measured_quantity, 0) else 0 end)
                    * ranges.{{ side }}_per_unit + coalesce(
                        figures.utilised_quantity / rates.cpu_utilisation - figures.measured_quantity, 0
                    ) * ranges.dynamic_{{ side }}_per_unit
                ) / figures.it_kwh
            end as {{ side }}_kg{{ ',' if not loop.last }}
        {% endfor %}
    from figures
    inner join {{ ref('dim_usage_rate') }} as rates on figures.rate_id = rates.rate_id
    inner join {{ ref('int_rate_ranges') }} as ranges
        on figures.rate_id = ranges.rate_id and (figures.component = 'hardware') = (ranges.measure = 'hardware')
    where figures.component <> 'other' and (figures.component = 'hardware' or figures.it_kwh <> 0)
),

of_estimates as (
    select
        entry_key, source_id,
        {% for side in sides %}
            {{ measured('sum(' ~ measured(side ~ '_kg') ~ ')') }} as {{ side }}_kgco2e{{ ',' if not loop.last }}
        {% endfor %}
    from (
        select * from of_factors
        union all
        select * from of_rates
    ) as moved
    where down_kg is not null and up_kg is not null
    group by entry_key, source_id
),

accruals as (
    select {{ surrogate_key(key) }} as entry_key, ledger_entry_id
    from {{ ref('fct_carbon_ledger') }}
    where entry_type = 'accrual' and site_id is null and carbon_bucket <> 'model_api'
    qualify row_number() over (partition by {{ surrogate_key(key) }} order by ledger_entry_id) = 1
),

contributed as (
    select accruals.ledger_entry_id, moved.source_id, moved.down_kgco2e, moved.up_kgco2e
    from of_estimates as moved
    inner join accruals on moved.entry_key = accruals.entry_key
    union all
    select ledger_entry_id, source_id, down_kgco2e, up_kgco2e from ({{ site_contributions(sides) }}) as own_sites
    where down_kgco2e is not null and up_kgco2e is not null
    union all
    select ledger_entry_id, 'ai_api_coefficients' as source_id, {#- The formula of calls of models gives its range whole. #}
        kgco2e - low_kgco2e as down_kgco2e, high_kgco2e - kgco2e as up_kgco2e
    from {{ ref('fct_carbon_ledger') }}
    where carbon_bucket = 'model_api' and entry_type = 'accrual' and low_kgco2e is not null
),

signed as (
    select * from contributed
    union all
    select reversals.ledger_entry_id, contributed.source_id, -contributed.down_kgco2e as down_kgco2e, -contributed.up_kgco2e as up_kgco2e
    from contributed
    inner join {{ ref('fct_carbon_ledger') }} as reversals on contributed.ledger_entry_id = reversals.reverses_entry_id
)

select
    signed.ledger_entry_id, signed.source_id,
    factors.factor_family as source_family,
    factors.range_kind,
    coalesce(factors.range_kind = 'scenario', false) as is_scenario,
    {{ measured('sum(signed.down_kgco2e)') }} as down_kgco2e,
    {{ measured('sum(signed.up_kgco2e)') }} as up_kgco2e
from signed
left join {{ ref('dim_factor') }} as factors on signed.source_id = factors.factor_id
group by signed.ledger_entry_id, signed.source_id, factors.factor_family, factors.range_kind
