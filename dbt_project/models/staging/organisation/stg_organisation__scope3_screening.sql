{# Which categories of Scope 3 the inventory holds, and why others are left out. #}
select
    cast(s3_category as int) as s3_category,
    status,
    reason
from {{ source('raw', 'organisation_scope3_screening') }}
