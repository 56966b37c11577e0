{# The build key that each incremental model should hold for each slice. #}
select model, slice_id, source as source_kind, period, slice_version, build_key
from {{ source('raw', 'slice_versions') }}
