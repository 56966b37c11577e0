{#
  What each source delivered last and by when its next delivery is due, whoever asks and when: lateness is told against a day. What never
  landed has no row; `tonne doctor` says what is missing.
#}
with delivered as (
    select
        source_kind,
        export_name,
        max(fetched_at) as fetched_at,
        {# Months of a slice are joined in their order. #}
        max(cast(nullif(right(periods, length('yyyy-mm')), '') || '-01' as date)) as last_covered_month
    from {{ ref('int_slices_recorded') }}
    where is_current and not is_retired and not is_quarantined
    group by source_kind, export_name
),

matched as (
    select delivered.*, slas.counts_from, slas.days
    from delivered
    inner join {{ ref('source_slas') }} as slas on {{ matches_glob('delivered.source_kind', 'slas.source_pattern') }}
    qualify row_number() over (
        partition by delivered.source_kind, delivered.export_name order by slas.priority asc, slas.source_pattern desc
    ) = 1
)

select
    source_kind,
    export_name,
    fetched_at,
    last_covered_month,
    case when counts_from = 'month_end' then {{ next_month('last_covered_month') }} end as due_month,
    case
        when counts_from = 'month_end' and last_covered_month is not null
            then {{ days_after('last_day(' ~ next_month('last_covered_month') ~ ')', 'days') }}
        when counts_from <> 'never' then {{ days_after('fetched_at', 'days') }}
    end as next_delivery_due_on
from matched
