{# What services of models answered, hour by hour. #}
select
    slice_id,
    slice_version,
    service_id,
    hour_at,
    requests,
    tokens_in,
    tokens_out
from {{ source('raw', 'organisation_ai_requests') }}
