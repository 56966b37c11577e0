{# Of every closed month the ledger holds the entries of its close and of later postings: all, no other, and to the last digit. #}
with standing as (
    select
        lines.book_id, lines.activity_month,
        sum(lines.entry_count) as entries, sum(lines.kgco2e) as kgco2e, sum(lines.energy_kwh) as energy_kwh
    from {{ ref('fct_book_lines') }} as lines
    inner join {{ ref('dim_accounting_period') }} as periods on lines.activity_month = periods.activity_month
    inner join {{ ref('dim_book') }} as closes on periods.book_id = closes.book_id
    where lines.book_id = closes.book_id or (lines.event_kind = 'posting' and lines.sequence > closes.sequence)
    group by lines.book_id, lines.activity_month
),

published as (
    select
        coalesce(ledger.book_id, 'open') as book_id, ledger.activity_month,
        count(*) as entries, sum(ledger.kgco2e) as kgco2e, sum(ledger.energy_kwh) as energy_kwh
    from {{ ref('fct_carbon_ledger') }} as ledger
    inner join {{ ref('dim_accounting_period') }} as periods
        on ledger.activity_month = periods.activity_month and periods.status <> 'open'
    group by coalesce(ledger.book_id, 'open'), ledger.activity_month
)

select
    coalesce(standing.book_id, published.book_id) as book_id,
    coalesce(standing.activity_month, published.activity_month) as activity_month,
    standing.kgco2e as booked_kgco2e,
    published.kgco2e as published_kgco2e
from standing
full outer join published on standing.book_id = published.book_id and standing.activity_month = published.activity_month
where
    standing.entries is distinct from published.entries
    or standing.kgco2e is distinct from published.kgco2e
    or standing.energy_kwh is distinct from published.energy_kwh
