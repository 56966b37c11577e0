{#
  Factor sets of the estimates that a ledger entry's factor set gathers, as the figures have them now. What a book holds has its own: the
  set under the book's name, for the factors behind it may be others today; a cloud's model, which is no factor, under its own.
#}
with gathered as (
    select distinct factor_sets from {{ ref('int_emission_figures') }}
    union
    select distinct factor_sets from {{ ref('int_site_figures') }}
),

booked as (
    select distinct book_id, factor_set_id from {{ ref('int_ledger_entries_booked') }}
)

select md5(factor_sets) as ledger_factor_set_id, factor_set_id, cast(null as string) as book_id
from ({{ split_rows('gathered', 'factor_sets', 'factor_set_id') }}) as entries
union all
select factor_set_id as ledger_factor_set_id, {{ booked_set('book_id', 'factor_set_id') }} as factor_set_id, book_id
from booked
