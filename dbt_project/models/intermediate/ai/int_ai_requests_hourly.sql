{# What each service answered in an hour, whichever register or tracker wrote it down. #}
select
    service_id,
    {{ hour_of('hour_at') }} as hour_at,
    sum(requests) as requests,
    sum(tokens_in) as tokens_in,
    sum(tokens_out) as tokens_out
from {{ ref('stg_organisation__ai_requests') }}
group by service_id, {{ hour_of('hour_at') }}
