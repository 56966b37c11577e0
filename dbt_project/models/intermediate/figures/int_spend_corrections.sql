{#
  Refunds and other corrections reduce what was estimated from spend, never below zero: what a month cannot bear is
  carried back to the months before it. With P the sum from the newest month back to this one, the carry out of a month is
  P less the largest P so far, zero at least.
#}
{% set key = ['provider', 'sub_account_id', 'service_name', 'billing_currency'] %}
with monthly as (
    select
        {{ month_of('usage_date') }} as activity_month,
        {{ key | join(', ') }},
        {{ measured('sum(greatest(other_kgco2e, 0))') }} as spend_kgco2e,
        {{ measured('sum(least(other_kgco2e, 0))') }} as correction_kgco2e
    from {{ ref('fct_resource_estimates_daily') }}
    where other_kgco2e is not null
    group by {{ month_of('usage_date') }}, {{ key | join(', ') }}
),

accumulated as (
    select
        monthly.*,
        sum(spend_kgco2e + correction_kgco2e) over (
            partition by {{ key | join(', ') }} order by activity_month desc
        ) as running_kgco2e
    from monthly
),

carried as (
    select
        accumulated.*,
        running_kgco2e - greatest(
            max(running_kgco2e) over (partition by {{ key | join(', ') }} order by activity_month desc), 0
        ) as carried_back_kgco2e
    from accumulated
)

select
    activity_month,
    {{ key | join(', ') }},
    spend_kgco2e,
    correction_kgco2e,
    {{ measured('coalesce(lag(carried_back_kgco2e) over newest_first, 0)') }} as carried_in_kgco2e,
    {{ measured('carried_back_kgco2e') }} as carried_back_kgco2e,
    {# Before the first month with spend on record there is nothing to reduce. #}
    {{ measured('case when lead(activity_month) over newest_first is null then carried_back_kgco2e else 0 end') }}
        as unbooked_kgco2e,
    coalesce(
        cast(
            spend_kgco2e + correction_kgco2e + coalesce(lag(carried_back_kgco2e) over newest_first, 0)
            - carried_back_kgco2e as double
        ) / nullif(spend_kgco2e, 0),
        0
    ) as kept_share
from carried
window newest_first as (partition by {{ key | join(', ') }} order by activity_month desc)
