{# What was decided about the books, by whom and over what: one event per book. #}
select
    book_id,
    sequence,
    event_kind,
    period_start as first_month,
    period_end as last_month,
    entity_id,
    prepared_by,
    prepared_at,
    approved_by,
    approved_at,
    reason,
    checksum,
    previous_checksum,
    {{ text_in_json('details', 'package_version') }} as package_version,
    {{ text_in_json('details', 'git_revision') }} as git_revision,
    {{ text_in_json('details', 'factor_fingerprint') }} as factor_fingerprint,
    {{ text_in_json('details', 'accepted_checks') }} as accepted_checks,
    {{ text_in_json('details', 'slice_versions') }} as slice_versions
from {{ ref('stg_organisation__books') }}
where record_kind = 'event'
