{# What the hours of each grid zone and month rest on: who gives them, how many, and who serves. #}
select
    em_zone,
    activity_month,
    publisher,
    priority,
    cast(hour_count as bigint) as hour_count,
    cast(estimated_hour_count as bigint) as estimated_hour_count,
    hours_of_month,
    is_complete,
    is_serving
from {{ ref('int_zone_months') }}
