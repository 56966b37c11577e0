{#
  Which sources are behind: the newest landing of any source is the day that is asked about, so that the same lake says the same.
#}
with landed as (
    select cast(max(fetched_at) as date) as as_of from {{ ref('dim_source_freshness') }}
)

select
    sources.source_kind,
    sources.export_name,
    sources.fetched_at,
    sources.last_covered_month,
    sources.due_month,
    sources.next_delivery_due_on,
    coalesce(sources.next_delivery_due_on < landed.as_of, false) as is_late
from {{ ref('dim_source_freshness') }} as sources
cross join landed
