{# The policies that decide which method serves and what is said about a figure. #}
select policy_id, value, unit, meaning, source, quality
from {{ ref('policies') }}
