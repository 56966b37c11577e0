{# What the quantity or the cost of a bill is multiplied by, and the factors behind it. #}
select distinct rate_id, factor_set_id, {{ rate_columns() | join(', ') }}
from {{ ref('int_usage_rated') }}
where not is_peer
