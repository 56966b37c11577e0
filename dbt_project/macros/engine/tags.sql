{# Tag maps: their order is part of their identity, so they are grouped by a text that sorts their keys. #}
{% macro tags_as_text(tags) %}{{ return(adapter.dispatch('tags_as_text', 'tonne')(tags)) }}{% endmacro %}
{% macro duckdb__tags_as_text(tags) %}coalesce(cast(to_json({{ tags }}) as varchar), '{}'){% endmacro %}
{% macro spark__tags_as_text(tags) %}coalesce(to_json({{ tags }}), '{}'){% endmacro %}

{# Where the door has spelled the map; what it landed before it did so is spelled here. #}
{% macro landed_tags_text(tags) -%}coalesce(x_tags_text, {{ tags_as_text(tags) }}){%- endmacro %}

{# Text of a tag map -> the same tags with sorted keys. #}
{% macro sorted_tags(text) %}{{ return(adapter.dispatch('sorted_tags', 'tonne')(text)) }}{% endmacro %}
{% macro duckdb__sorted_tags(text) -%}
    cast(to_json(map_from_entries(list_sort(map_entries(
        cast(cast({{ text }} as json) as map(varchar, varchar))
    )))) as varchar)
{%- endmacro %}
{% macro spark__sorted_tags(text) -%}
    to_json(map_from_entries(array_sort(map_entries(from_json({{ text }}, 'map<string,string>')))))
{%- endmacro %}

{# One row per tag: columns `tag_key`, `tag_value` and those named in `keep`. #}
{% macro exploded_tags(relation, text, keep) %}{{ return(adapter.dispatch('exploded_tags', 'tonne')(relation, text, keep)) }}{% endmacro %}
{% macro duckdb__exploded_tags(relation, text, keep) -%}
    select {{ keep | join(', ') }}, entry.key as tag_key, entry.value as tag_value
    from (
        select {{ keep | join(', ') }}, unnest(map_entries(cast(cast({{ text }} as json) as map(varchar, varchar)))) as entry
        from {{ relation }}
    ) as entries
{%- endmacro %}
{% macro spark__exploded_tags(relation, text, keep) -%}
    select {{ keep | join(', ') }}, tag_key, tag_value
    from {{ relation }}
    lateral view explode(from_json({{ text }}, 'map<string,string>')) as tag_key, tag_value
{%- endmacro %}
