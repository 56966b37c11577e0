{# Charging teams: what lines are made of, parts that tie to the digit, and what a change is made of. #}

{# What the kilograms of a line are made of; a cloud's own figure is never divided. #}
{% macro chargeback_parts() %}{{ return(emission_components() + ['undivided']) }}{% endmacro %}

{# A comma-joined list of texts for `in (...)`. #}
{% macro quoted(items) %}'{{ items | join("', '") }}'{% endmacro %}

{#
  A part of a total by largest remainder. `rounded` is the exact part to the last digit of a measure, and `lacking` what all parts of the
  total lack together, or have too much: it goes, digit by digit, to those whose rounding took, or gave, most. What is smaller than a
  digit goes to the first of them.
#}
{% macro fair_part(rounded, exact, lacking, group, tie) -%}
    {%- set of_group = 'partition by ' ~ (group | join(', ')) -%}
    {%- set place = 'row_number() over (' ~ of_group ~ ' order by (' ~ exact ~ ' - cast(' ~ rounded ~ ' as double)) * '
        ~ 'sign(' ~ lacking ~ ') desc, ' ~ tie ~ ')' -%}
    {%- set digits = 'least(abs(cast(' ~ lacking ~ ' / ' ~ last_digit() ~ ' as bigint)), count(*) over (' ~ of_group ~ '))' -%}
    {{ rounded }}
    + case when {{ place }} <= {{ digits }} then {{ priced('sign(' ~ lacking ~ ') * ' ~ last_digit()) }} else 0 end
    + case when {{ place }} = 1 then {{ lacking }} - {{ priced('sign(' ~ lacking ~ ') * ' ~ digits ~ ' * ' ~ last_digit()) }} else 0 end
{%- endmacro %}

{#
  What one factor of a product did to a change of it, so that the effects of all factors sum to the change: the logarithmic mean of the
  product before and after, times the logarithm of the factor's ratio. All are positive.
#}
{% macro effect_of(after, before, factor_after, factor_before) -%}
    {%- set ratio = 'ln(cast(' ~ factor_after ~ ' as double) / cast(' ~ factor_before ~ ' as double))' -%}
    {%- set grown = 'ln(cast(' ~ after ~ ' as double) / cast(' ~ before ~ ' as double))' -%}
    case
        when {{ after }} = {{ before }} then cast({{ after }} as double) * {{ ratio }}
        else cast({{ after }} - {{ before }} as double) / {{ grown }} * {{ ratio }}
    end
{%- endmacro %}

{# The effect of a factor, or of a quotient of two, on a product: columns `<name>_after` and `<name>_before`, to the last digit. #}
{% macro effect_between(product, upper, lower=none) -%}
    {%- set factor = [] -%}
    {%- for side in ['after', 'before'] -%}
        {%- do factor.append(upper ~ '_' ~ side ~ (' / cast(' ~ lower ~ '_' ~ side ~ ' as double)' if lower else '')) -%}
    {%- endfor -%}
    {{ measured(effect_of(product ~ '_after', product ~ '_before', factor[0], factor[1])) }}
{%- endmacro %}

{# Whether columns `<name>_after` and `<name>_before` are all known and positive; `least` would pass over a null. #}
{% macro all_positive(names) -%}
    coalesce({% for name in names %}{{ name }}_after > 0 and {{ name }}_before > 0{{ ' and ' if not loop.last }}{% endfor %}, false)
{%- endmacro %}

{# What a euro is in each currency and month; the euro itself has no row in the seed. #}
{% macro euro_rates() -%}
    select cast(concat(month, '-01') as date) as rate_month, currency, units_per_eur
    from {{ ref('fx_monthly') }}
    union
    select cast(concat(month, '-01') as date) as rate_month, 'EUR' as currency, 1 as units_per_eur
    from {{ ref('fx_monthly') }}
{%- endmacro %}
