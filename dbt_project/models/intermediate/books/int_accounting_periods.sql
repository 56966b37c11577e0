{#
  Whether each month is open, softly closed or closed for good, and by which book. The last close or reopening over a month decides;
  postings change no period.
#}
with entity as (
    {# The books are of the first entity, and so is the year. #}
    select min_by(fiscal_year_start_month, entity_id) as fiscal_year_start_month from {{ ref('int_entities_registered') }}
),

events as (
    select * from {{ ref('int_books_recorded') }} where event_kind <> 'posting'
),

spanned as (
    {{ exploded_months('events', 'first_month', 'last_month',
                       ['book_id', 'sequence', 'event_kind', 'prepared_by', 'approved_by', 'approved_at']) }}
),

decided as (
    select * from spanned
    qualify row_number() over (partition by activity_month order by sequence desc) = 1
),

months as (
    select activity_month from {{ ref('int_ledger_entries_derived') }}
    union
    select activity_month from decided
)

select
    months.activity_month,
    {{ fiscal_year('months.activity_month', 'entity.fiscal_year_start_month') }} as fiscal_year,
    case closes.event_kind when 'close_month' then 'soft' when 'close_year' then 'hard' else 'open' end as status,
    closes.book_id,
    closes.sequence as close_sequence,
    closes.approved_at as closed_at,
    closes.prepared_by,
    closes.approved_by
from months
cross join entity
left join decided as closes on months.activity_month = closes.activity_month and closes.event_kind <> 'reopen'
