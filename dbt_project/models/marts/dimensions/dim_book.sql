{# Every book ever written: what was decided over which months, by whom and why, and what stood behind it. #}
select
    book_id,
    sequence,
    event_kind,
    first_month,
    last_month,
    entity_id,
    prepared_by,
    prepared_at,
    approved_by,
    approved_at,
    reason,
    checksum,
    previous_checksum,
    package_version,
    git_revision,
    factor_fingerprint,
    accepted_checks
from {{ ref('int_books_recorded') }}
