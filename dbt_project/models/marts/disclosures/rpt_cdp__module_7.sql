{# Rows of CDP's module 7, with the number that a question had before 2024. #}
with shown as (
    {{ disclosed_with_parts('datapoints_cdp') }}
)

select shown.*, points.legacy_question
from shown
inner join {{ ref('datapoints_cdp') }} as points on shown.datapoint_id = points.datapoint_id and shown.year_role = points.year_role
