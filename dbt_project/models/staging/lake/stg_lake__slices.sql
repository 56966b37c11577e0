{# Every version of every slice in the lake. #}
select
    kind as source_kind,
    slice_id,
    slice_version,
    export_name,
    periods,
    is_current,
    is_retired,
    row_count,
    byte_count,
    input_uris,
    input_sha256,
    output_sha256,
    fetched_at,
    is_quarantined,
    quarantine_problem
from {{ source('raw', 'slices') }}
