{#
  Which publisher serves a zone-month: the first in the policy's order that has the policy's share of its hours, for the
  whole month. Where none has it the annual figure serves. Lifecycle hours are no hours.
#}
with counted as (
    select
        em_zone,
        {{ month_of('hour_at') }} as activity_month,
        publisher,
        count(case when boundary = 'direct' then 1 end) as hour_count,
        count(case when boundary = 'direct' and is_estimated then 1 end) as estimated_hour_count
    from {{ ref('int_zone_intensities_unioned') }}
    group by em_zone, {{ month_of('hour_at') }}, publisher
),

judged as (
    select
        counted.*,
        publishers.priority,
        {{ hours_of_month('counted.activity_month') }} as hours_of_month,
        counted.hour_count >= (
            select max(value) from {{ ref('policies') }} where policy_id = 'hourly_coverage_share_min'
        ) * {{ hours_of_month('counted.activity_month') }} as is_complete
    from counted
    inner join {{ ref('grid_publishers') }} as publishers on counted.publisher = publishers.publisher
)

select
    em_zone,
    activity_month,
    publisher,
    priority,
    hour_count,
    estimated_hour_count,
    cast(hours_of_month as bigint) as hours_of_month,
    is_complete,
    is_complete and row_number() over (
        partition by em_zone, activity_month, is_complete
        order by priority
    ) = 1 as is_serving
from judged
