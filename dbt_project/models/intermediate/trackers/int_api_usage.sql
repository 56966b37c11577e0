{#
  Use of model APIs by the hour. Metrics count every call, while spans may be a sample of them: where a service has metrics for a
  model on a day, its spans of that day are left.
#}
with counted as (
    select distinct service_name, vendor, model_name, cast(hour_at as date) as usage_date
    from {{ ref('int_api_points_hourly') }}
)

select
    hour_at, vendor, model_name, service_name, team_id, requests, tokens_in, tokens_out, server_address, 'metric' as signal,
    slice_id, slice_version
from {{ ref('int_api_points_hourly') }}
where coalesce(requests, tokens_in, tokens_out) is not null
union all
select
    spans.hour_at, spans.vendor, spans.model_name, spans.service_name, spans.team_id, spans.requests, spans.tokens_in,
    spans.tokens_out, spans.server_address, 'span' as signal, spans.slice_id, spans.slice_version
from {{ ref('int_api_spans_hourly') }} as spans
left join counted
    on
        cast(spans.hour_at as date) = counted.usage_date
        and spans.service_name is not distinct from counted.service_name
        and spans.vendor is not distinct from counted.vendor
        and spans.model_name is not distinct from counted.model_name
where counted.usage_date is null
