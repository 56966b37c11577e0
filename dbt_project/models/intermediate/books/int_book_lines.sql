{# What each book holds by line of the published totals, whether it still stands or a later one took its place. #}
{{ config(materialized='view') }}
{% set grain = ['s3_category', 's3_subcategory', 'method', 'recognition_basis', 'adjustment_kind'] %}
select
    entries.book_id,
    events.sequence,
    events.event_kind,
    entries.activity_month,
    entries.entry_entity_id as entity_id,
    entries.scope,
    {% for column in grain %}entries.{{ column }}, {% endfor %}
    cast(count(*) as bigint) as entry_count,
    {{ measured('sum(entries.energy_kwh)') }} as energy_kwh,
    {{ measured('sum(entries.kgco2e)') }} as kgco2e
from {{ ref('stg_organisation__books') }} as entries
inner join {{ ref('int_books_recorded') }} as events on entries.book_id = events.book_id
where entries.record_kind = 'entry'
group by all
