{# Net revenue per fiscal year, in whole currency. #}
select
    cast(fiscal_year as int) as fiscal_year,
    {{ measured('revenue_total') }} as revenue_total,
    {{ measured('revenue_used') }} as revenue_used,
    {{ measured('revenue_other') }} as revenue_other,
    currency
from {{ source('raw', 'organisation_revenues') }}
