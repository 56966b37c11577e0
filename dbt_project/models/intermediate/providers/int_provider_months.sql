{#
  The state of each account's month in a tool: whether it is whole, since when it is here, and its tier. A month is final once the
  tool was read on or after the day by which it publishes; before that it is preliminary. A partial month displaces nothing.
#}
with published as (
    select distinct tool, published_by_day from {{ ref('provider_coverage') }}
),

tools as (
    select tool, max(read_at) as read_at from {{ ref('int_provider_figures') }} group by tool
),

months as (
    select
        figures.tool,
        figures.provider,
        figures.sub_account_id,
        figures.activity_month,
        bool_or(figures.is_partial) as is_partial,
        bool_or(figures.measure not like 'total%') as has_scopes,
        min(figures.first_landed_at) as first_landed_at
    from {{ ref('int_provider_figures') }} as figures
    where figures.is_counted and figures.measure <> 'water_withdrawal'
    group by figures.tool, figures.provider, figures.sub_account_id, figures.activity_month
)

select
    months.tool,
    months.provider,
    months.sub_account_id,
    months.activity_month,
    months.is_partial,
    months.has_scopes,
    case
        when {{ month_of('tools.read_at') }} > cast(months.activity_month + interval 1 month as date) then 1
        when
            {{ month_of('tools.read_at') }} = cast(months.activity_month + interval 1 month as date)
            and extract(day from tools.read_at) >= published.published_by_day then 1
        else 2
    end as evidence_tier,
    greatest(months.activity_month, coalesce({{ month_of('months.first_landed_at') }}, months.activity_month)) as posting_month
from months
left join tools on months.tool = tools.tool
left join published on months.tool = published.tool
