{# How far a figure moves when one of its factors goes to its low (`down`) or its high (`up`) end, as a share of it. #}
{% macro moved_share(factor, side) -%}
    case
        when {{ factor }}.value <> 0
            then abs({{ factor }}.value - {{ factor }}.value_{{ {'down': 'low', 'up': 'high'}[side] }}) / {{ factor }}.value
    end
{%- endmacro %}

{# What a kWh that arrives carries of those lost on the way, for a share lost of what was generated. #}
{% macro lost_per_delivered(share) %}({{ share }} / (1 - {{ share }})){% endmacro %}

{# The same of a share of losses: it enters as L / (1 - L). #}
{% macro moved_loss(factor, side) -%}
    case when {{ factor }}.value <> 0 then abs(
        {{ lost_per_delivered(factor ~ '.value') }} - {{ lost_per_delivered(factor ~ '.value_' ~ {'down': 'low', 'up': 'high'}[side]) }}
    ) / {{ lost_per_delivered(factor ~ '.value') }} end
{%- endmacro %}

{# The same of a life: a longer one makes less of each year. #}
{% macro moved_life(factor, side) -%}
    abs(1 - {{ factor }}.value / nullif({{ factor }}.value_{{ {'down': 'high', 'up': 'low'}[side] }}, 0))
{%- endmacro %}

{# What an entry of own sites is: what its row in fct_site_inputs multiplies to. #}
{% macro site_input_kg(inputs) -%}
    {{ inputs }}.activity * {{ inputs }}.factor_value * coalesce({{ inputs }}.second_value, 1) / coalesce({{ inputs }}.divisor, 1)
    * {{ inputs }}.team_share
{%- endmacro %}

{# What entries of own sites move by: their factors, the losses on the way and, where nothing measures it, the usual PUE. #}
{% macro site_contributions(sides) -%}
    {% for slot in ['factor_id', 'second_factor_id'] %}
        select
            inputs.ledger_entry_id, factors.factor_id as source_id,
            {% for side in sides %}
                {{ measured(
                    site_input_kg('inputs') ~ ' * case factors.factor_family when \'td_loss_fraction\' then ' ~ moved_loss('factors', side)
                    ~ ' else ' ~ moved_share('factors', side) ~ ' end'
                ) }} as {{ side }}_kgco2e{{ ',' if not loop.last }}
            {% endfor %}
        from {{ ref('fct_site_inputs') }} as inputs
        {# Of a board, dim_factor holds its watts; a life stands beside what it divided. #}
        inner join factors on inputs.{{ slot }} = factors.factor_id and factors.factor_family not in ('accelerator', 'lifetime')
        union all
    {% endfor %}
    select
        inputs.ledger_entry_id, factors.factor_id as source_id,
        {% for side in sides %}
            {{ measured(
                site_input_kg('inputs') ~ ' * ' ~ moved_share('factors', side) ~ ' * factors.value / nullif(factors.value - 1, 0)'
            ) }} as {{ side }}_kgco2e{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('fct_site_inputs') }} as inputs
    inner join {{ ref('fct_site_energy_monthly') }} as sites
        on
            inputs.site_id = sites.site_id and inputs.activity_month = sites.activity_month
            and sites.facility_basis = 'it_times_pue' and sites.pue_basis = 'default'
    inner join factors on factors.factor_id = 'coefficient.pue_default_onprem'
    where inputs.part = 'overhead'
{%- endmacro %}
