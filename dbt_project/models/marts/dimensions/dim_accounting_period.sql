{# The months of the books: open, softly closed or closed for good, by which book, and by whom. #}
select
    activity_month,
    fiscal_year,
    status,
    book_id,
    closed_at,
    prepared_by,
    approved_by
from {{ ref('int_accounting_periods') }}
