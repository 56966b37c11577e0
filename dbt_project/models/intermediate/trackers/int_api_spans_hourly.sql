{#
  Calls of language models that spans tell, by the hour in which they ended. A span whose child tells tokens too is a wrapper of
  the same call; agents and workflows repeat what their calls took.
#}
with spans as (
    select *
    from {{ ref('stg_otel__gen_ai_calls') }}
    where
        signal = 'span'
        and {{ is_model_call('operation_name', 'coalesce(tokens_in, tokens_out)') }}
    qualify row_number() over (partition by trace_id, span_id order by slice_id asc, ended_at desc) = 1
),

wrapped as (
    select distinct trace_id, parent_span_id
    from spans
    where parent_span_id is not null and coalesce(tokens_in, tokens_out) is not null
)

select
    {{ hour_of('spans.ended_at') }} as hour_at,
    spans.vendor,
    spans.model_name,
    spans.service_name,
    spans.team_id,
    spans.server_address,
    {{ priced('count(*)') }} as requests,
    {{ priced('sum(' ~ priced('spans.tokens_in') ~ ')') }} as tokens_in,
    {{ priced('sum(' ~ priced('spans.tokens_out') ~ ')') }} as tokens_out,
    spans.slice_id,
    spans.slice_version
from spans
left join wrapped on spans.trace_id = wrapped.trace_id and spans.span_id = wrapped.parent_span_id
where wrapped.parent_span_id is null
group by
    {{ hour_of('spans.ended_at') }}, spans.vendor, spans.model_name, spans.service_name, spans.team_id, spans.server_address,
    spans.slice_id, spans.slice_version
