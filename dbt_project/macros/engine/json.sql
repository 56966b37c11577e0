{# What a JSON object holds under a key, as text; an object in it stays JSON. #}
{% macro text_in_json(text, key) %}{{ return(adapter.dispatch('text_in_json', 'tonne')(text, key)) }}{% endmacro %}
{% macro duckdb__text_in_json(text, key) %}json_extract_string({{ text }}, '$.{{ key }}'){% endmacro %}
{% macro spark__text_in_json(text, key) %}get_json_object({{ text }}, '$.{{ key }}'){% endmacro %}
