{# What own sites lack, and why: listed, never zero. #}
select distinct site_id, activity_month, component, reason, subject
from {{ ref('int_site_gaps') }}
