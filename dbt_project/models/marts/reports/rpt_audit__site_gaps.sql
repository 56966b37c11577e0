{# What own sites lack, with the number of months: listed, never zero. #}
select
    site_id,
    component,
    reason,
    subject,
    min(activity_month) as first_month,
    max(activity_month) as last_month,
    cast(count(*) as int) as month_count
from {{ ref('fct_site_gaps') }}
group by site_id, component, reason, subject
