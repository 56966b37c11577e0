{#
  The books. A sum over one method together with `na`, within one recognition basis, is the figure; by activity month
  the activity, by posting month the books. The union of three: open, what the figures say of months that are not closed; closed, the
  entries that a month's close froze; posted, what was posted after it. Nothing is appended: lake and seeds give it again.
#}
{% set columns = ledger_columns() %}
with entries as (
    select
        'open' as book,
        {% for column in columns %}derived.{{ column }}, {% endfor %}
        cast(null as string) as book_id,
        cast(null as string) as adjustment_kind
    from {{ ref('int_ledger_entries_derived') }} as derived
    left join {{ ref('int_accounting_periods') }} as periods on derived.activity_month = periods.activity_month
    where coalesce(periods.status, 'open') = 'open'
    union all
    select book, {{ columns | join(', ') }}, book_id, adjustment_kind
    from {{ ref('int_ledger_entries_booked') }}
)

select
    ledger_entry_id,
    book,
    {{ columns[1:] | join(', ') }},
    book_id,
    adjustment_kind,
    {{ row_hash(columns) }} as row_hash
from entries
