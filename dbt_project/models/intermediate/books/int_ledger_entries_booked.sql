{# The entries that stand in the books: of each closed month those that its close froze, and those posted to it since. #}
select
    entries.book_id,
    case when events.event_kind = 'posting' then 'posted' else 'closed' end as book,
    {% for column in ledger_columns() %}
        entries.{{ entry_column(column) }}{{ ' as ' ~ column if entry_column(column) != column }},
    {% endfor %}
    entries.factor_ids,
    entries.slice_ids,
    entries.adjustment_kind
from {{ ref('stg_organisation__books') }} as entries
inner join {{ ref('int_books_recorded') }} as events on entries.book_id = events.book_id
inner join {{ ref('int_accounting_periods') }} as periods on entries.activity_month = periods.activity_month
where
    entries.record_kind = 'entry'
    and (
        entries.book_id = periods.book_id
        or (events.event_kind = 'posting' and events.sequence > periods.close_sequence)
    )
