{# Books of own sites: months apart, the seconds that two spans share, and shares that sum to the digit. #}

{# Whole months from one first of a month to a later one. #}
{% macro months_between(earlier, later) -%}
    cast(
        (extract(year from {{ later }}) - extract(year from {{ earlier }})) * {{ months_per_year() }}
        + extract(month from {{ later }}) - extract(month from {{ earlier }}) as int
    )
{%- endmacro %}

{# Seconds that two spans share; null ends of the first are open. #}
{% macro seconds_shared(starts, ends, other_starts, other_ends) -%}
    greatest(0, {{ seconds_between(
        'greatest(coalesce(cast(' ~ starts ~ ' as timestamp), cast(' ~ other_starts ~ ' as timestamp)), cast(' ~ other_starts
        ~ ' as timestamp))',
        'least(coalesce(cast(' ~ ends ~ ' as timestamp), cast(' ~ other_ends ~ ' as timestamp)), cast(' ~ other_ends ~ ' as timestamp))'
    ) }})
{%- endmacro %}

{# Whether a register row (valid_to exclusive) holds on some day of a month. #}
{% macro holds_in_month(row, month) -%}
    coalesce({{ row }}.valid_from, {{ month }}) <= last_day({{ month }})
    and coalesce({{ row }}.valid_to, {{ next_month(month) }}) > {{ month }}
{%- endmacro %}

{# A part of `total` by a share of one, as an exact number. #}
{% macro part_of(total, share) %}{{ measured('cast(' ~ total ~ ' as double) * ' ~ share) }}{% endmacro %}

{# What rounding leaves of `total` goes to the largest share of the group. #}
{% macro part_that_sums(total, part, group, share, tie) -%}
    case
        when row_number() over (partition by {{ group | join(', ') }} order by {{ share }} desc, {{ tie }}) = 1
            then {{ total }} - (sum({{ part }}) over (partition by {{ group | join(', ') }}) - {{ part }})
        else {{ part }}
    end
{%- endmacro %}

{# kWh, or litres of water, of what a meter counts in. #}
{% macro meter_quantity(value, unit) -%}
    cast({{ value }} as double) * case {{ unit }} when 'MWh' then {{ kwh_per_mwh() }} when 'm3' then {{ l_per_m3() }} else 1 end
{%- endmacro %}

{# What an own site is where nobody wrote it down: overhead of a colocation or without control is the operator's, else Scope 2. #}
{% macro overhead_treatment(site) -%}
    coalesce(
        {{ site }}.overhead_treatment,
        case
            when {{ site }}.boundary in ('colocation', 'hosted') then 'category_8'
            when {{ site }}.boundary = 'leased' and {{ site }}.control = 'none' then 'category_8'
            else 'scope_2'
        end
    )
{%- endmacro %}

{# A share as an exact number, so that shares may be summed. #}
{% macro share_kept(share) %}cast({{ share }} as decimal(38, 18)){% endmacro %}
