{# Calls of language models as OpenTelemetry exports them; earlier names of vendors become those of today. #}
select
    slice_id,
    slice_version,
    signal,
    trace_id,
    span_id,
    parent_span_id,
    series_id,
    metric,
    temporality,
    token_type,
    operation_name,
    coalesce(aliases.vendor, calls.vendor) as vendor,
    coalesce(request_model, response_model) as model_name,
    service_name,
    team_id,
    server_address,
    started_at,
    ended_at,
    tokens_in,
    tokens_out,
    point_sum,
    point_count
from {{ source('raw', 'otel_gen_ai') }} as calls
left join {{ ref('ai_vendor_aliases') }} as aliases on calls.vendor = aliases.alias
