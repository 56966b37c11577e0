{#
  Tokens and calls of language models that metrics counted, by the hour. A cumulative series is what it grew by since its point
  before, or all of it after a new start. The counters of usage are preferred to the older histogram.
#}
with points as (
    select *
    from {{ ref('stg_otel__gen_ai_calls') }}
    where
        signal = 'metric'
        and {{ is_model_call('operation_name', 'point_sum') }}
    qualify row_number() over (partition by series_id, ended_at, started_at order by slice_id asc, point_sum desc) = 1
),

neighbours as (
    select
        *,
        lag(started_at) over (partition by series_id order by ended_at, started_at) as before_at,
        lag(point_sum) over (partition by series_id order by ended_at, started_at) as before_sum,
        lag(point_count) over (partition by series_id order by ended_at, started_at) as before_count
    from points
),

told as (
    select
        *,
        -- Delta points count their own interval; so does the first of a series, and the first after a new start.
        temporality = 'cumulative' and before_at is not null and coalesce(before_at = started_at, started_at is null) as is_grown
    from neighbours
),

grown as (
    select
        *,
        {{ hour_of('ended_at') }} as hour_at,
        {{ priced('point_sum - case when is_grown and point_sum >= before_sum then before_sum else 0 end') }} as new_sum,
        {{ priced('point_count - case when is_grown and point_count >= before_count then before_count else 0 end') }} as new_count,
        metric like 'gen_ai.client.inference.usage.%' as is_counter,
        max(case when metric like 'gen_ai.client.inference.usage.%' then 1 else 0 end) over (
            partition by service_name, vendor, model_name, cast(ended_at as date)
        ) = 1 as has_counter
    from told
)

select
    hour_at,
    vendor,
    model_name,
    service_name,
    team_id,
    server_address,
    {{ priced("coalesce(
        sum(case when metric = 'gen_ai.client.operation.duration' then new_count end),
        greatest(
            sum(case when metric = 'gen_ai.client.token.usage' and token_type = 'input' then new_count end),
            sum(case when metric = 'gen_ai.client.token.usage' and token_type = 'output' then new_count end)
        )
    )") }} as requests,
    {{ priced("sum(case when is_counter = has_counter and token_type = 'input' then new_sum end)") }} as tokens_in,
    {{ priced("sum(case when is_counter = has_counter and token_type = 'output' then new_sum end)") }} as tokens_out,
    slice_id,
    slice_version
from grown
group by hour_at, vendor, model_name, service_name, team_id, server_address, slice_id, slice_version
