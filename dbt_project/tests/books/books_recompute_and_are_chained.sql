{#
  Every book is what was written: the hash of each entry is of its own columns, the checksum of all its entries, and each book names the one
  before. An edited digit, an entry more or less, a book that is gone: each is a row here.
#}
{% set written = [] %}
{% for column in ledger_columns() %}{% do written.append(entry_column(column)) %}{% endfor %}
with entries as (
    select book_id, ledger_entry_id, row_hash, {{ row_hash(written) }} as recomputed_hash
    from {{ ref('stg_organisation__books') }}
    where record_kind = 'entry'
),

books as (
    select * from {{ ref('int_books_recorded') }}
),

recomputed as (
    select books.book_id, books.checksum, {{ book_checksum('entries.row_hash', 'books.previous_checksum') }} as recomputed_checksum
    from books
    left join entries on books.book_id = entries.book_id
    group by books.book_id, books.checksum, books.previous_checksum
)

select book_id, ledger_entry_id as subject, 'an entry is not what was written' as problem
from entries
where row_hash is distinct from recomputed_hash
union all
select entries.book_id, entries.ledger_entry_id as subject, 'entries of no book' as problem
from entries
left join books on entries.book_id = books.book_id
where books.book_id is null
union all
select book_id, checksum as subject, 'its checksum is of other entries' as problem
from recomputed
where checksum is distinct from recomputed_checksum
union all
(
    select book_id, previous_checksum as subject, 'it does not follow on the book before' as problem
    from books
    qualify
        coalesce(previous_checksum, '') <> coalesce(lag(checksum) over (order by sequence), '')
        or sequence <> row_number() over (order by sequence)
)
