{# What each book holds by line of the published totals: what was stated when, whether or not it still stands. #}
select
    book_id,
    sequence,
    event_kind,
    activity_month,
    entity_id,
    scope,
    s3_category,
    s3_subcategory,
    method,
    recognition_basis,
    adjustment_kind,
    entry_count,
    energy_kwh,
    kgco2e
from {{ ref('int_book_lines') }}
