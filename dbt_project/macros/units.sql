{# The only numbers in SQL: constants of units and of the calendar. Everything a human can argue with is a seed. #}
{% macro g_per_kg() %}1000{% endmacro %}
{% macro kg_per_tonne() %}1000{% endmacro %}
{% macro l_per_m3() %}1000{% endmacro %}
{% macro kwh_per_mwh() %}1000{% endmacro %}
{% macro wh_per_kwh() %}1000{% endmacro %}
{% macro w_per_kw() %}1000{% endmacro %}
{% macro gb_per_tb() %}1000{% endmacro %}
{% macro mib_per_gib() %}1024{% endmacro %}
{% macro bytes_per_tb() %}1000000000000{% endmacro %}
{% macro seconds_per_hour() %}3600{% endmacro %}
{% macro us_per_second() %}1000000{% endmacro %}
{% macro us_per_hour() %}3600000000{% endmacro %}
{% macro j_per_kwh() %}3600000{% endmacro %}
{% macro milli_per_one() %}1000{% endmacro %}
{% macro micro_per_one() %}1000000{% endmacro %}
{# The mean of a straight line is that of its two ends. #}
{% macro ends_of_line() %}2{% endmacro %}
{% macro hours_per_day() %}24{% endmacro %}
{% macro hours_per_year() %}8760{% endmacro %}
{% macro gwp_horizon_years() %}100{% endmacro %}
{% macro months_per_year() %}12{% endmacro %}
{% macro percent() %}100{% endmacro %}
{# Doubles below 2^12 stand closer together than the last of twelve decimal places. #}
{% macro double_cast_exact_below() %}4096{% endmacro %}
{# Widest part of a version number that sorts as a number. #}
{% macro model_part_digits() %}6{% endmacro %}
{% macro minutes_per_hour() %}60{% endmacro %}
{% macro g_per_lb() %}453.59237{% endmacro %}
{# What use of models is told by: a thousand requests, a million tokens. #}
{% macro requests_per_figure() %}1000{% endmacro %}
{% macro tokens_per_figure() %}1000000{% endmacro %}
{# Samples that one query reduces; it bounds memory and moves no figure. #}
{% macro samples_at_once() %}20000000{% endmacro %}
{# The last digit of a measure: a microgram, a microwatt-hour. #}
{% macro last_digit() %}0.000000001{% endmacro %}
