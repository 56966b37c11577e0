{#
  Every additive measure is decimal and is cast on its row, before it is summed: double sums of the same rows
  differ from run to run, decimal ones never do.
#}
{% macro measured(expression) %}cast({{ expression }} as decimal(38, 9)){% endmacro %}
{% macro priced(expression) %}cast({{ expression }} as decimal(38, 12)){% endmacro %}

{# A share of one, such as a utilisation, to a millionth. #}
{% macro fraction(expression) %}cast({{ expression }} as decimal(9, 6)){% endmacro %}

{#
  A cost as its bill prints it: 277043.97 and not 277043.969999999968. DuckDB casts a large double with an error in the
  last places of the decimal; the double's text is the shortest that names it, which is what the bill printed.
#}
{% macro printed(expression) -%}
    case
        when abs({{ expression }}) < {{ double_cast_exact_below() }} then {{ priced(expression) }}
        else {{ priced('cast(' ~ expression ~ ' as string)') }}
    end
{%- endmacro %}

{# A stable text key of several columns; null and empty are told apart by nobody who bills, so they meet. #}
{% macro surrogate_key(columns) -%}
    md5(concat_ws(chr(31){% for column in columns %}, coalesce(cast({{ column }} as string), ''){% endfor %}))
{%- endmacro %}

{# `like` pattern of a glob (`*`, `?`), with `!` as the escape of the pattern's own `%` and `_`. #}
{% macro matches_glob(text, pattern) -%}
    {{ text }} like replace(replace(replace(replace(replace(
        {{ pattern }}, '!', '!!'), '%', '!%'), '_', '!_'), '*', '%'), '?', '_') escape '!'
{%- endmacro %}

{# Tonnes of kilograms; only reports speak in tonnes. #}
{% macro tonnes(expression) %}{{ measured('(' ~ expression ~ ') / ' ~ kg_per_tonne()) }}{% endmacro %}

{# Sum of columns of one row of which some may be null; null only where all are: what nobody estimates is never zero. #}
{% macro total_of(columns) -%}
    case
        when coalesce({{ columns | join(', ') }}) is not null
            then {% for column in columns %}coalesce({{ column }}, 0){{ ' + ' if not loop.last }}{% endfor %}
    end
{%- endmacro %}
