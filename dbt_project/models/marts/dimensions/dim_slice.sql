{# Every landed version of every slice and every delivery in quarantine, with the hashes that lead back to the bytes. #}
select
    source_kind,
    slice_id,
    slice_version,
    export_name,
    periods,
    is_current,
    is_retired,
    is_quarantined,
    quarantine_problem,
    row_count,
    byte_count,
    input_uris,
    input_sha256,
    output_sha256,
    fetched_at
from {{ ref('int_slices_recorded') }}
