{#
  Scopes 1, 2 and 3 for California's SB 253, whose regulation is proposed: whether the fiscal year is the first to report, and when that is
  due, are read from the datapoints, with what is known of the day.
#}
with shown as (
    {{ disclosed('datapoints_sb253') }}
),

ended as (
    select
        shown.*,
        {# The day before the next fiscal year begins. #}
        cast(make_date(
            shown.fiscal_year + case when coalesce(entities.fiscal_year_start_month, 1) = 1 then 1 else 0 end,
            coalesce(entities.fiscal_year_start_month, 1), 1
        ) - interval '1' day as date) as fiscal_year_ends_on
    from shown
    left join {{ ref('dim_entity') }} as entities on shown.entity_id = entities.entity_id
)

select
    ended.*,
    coalesce(
        ended.fiscal_year_ends_on > points.window_after and ended.fiscal_year_ends_on <= points.window_to, false
    ) as is_first_to_report,
    points.due_on,
    points.due_status,
    frameworks.status as legal_status
from ended
inner join {{ ref('datapoints_sb253') }} as points on ended.datapoint_id = points.datapoint_id and ended.year_role = points.year_role
left join {{ ref('dim_framework') }} as frameworks
    on ended.framework = frameworks.framework and ended.framework_version = frameworks.framework_version
