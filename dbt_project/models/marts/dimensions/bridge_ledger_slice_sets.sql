{# Slices that a ledger entry's slice set gathers, with the version read: now, or by the book that holds the entry. #}
with gathered as (
    select distinct slice_ids from {{ ref('int_emission_figures') }}
    union
    select distinct slice_ids from {{ ref('int_site_slices') }}
),

booked as (
    select distinct slice_set_id, slice_ids, book_id from {{ ref('int_ledger_entries_booked') }} where slice_ids is not null
),

{# Two books may hold one text: the parts of each text once, then by book. #}
booked_texts as (
    select distinct slice_ids from booked
),

booked_parts as (
    {{ split_rows('booked_texts', 'slice_ids', 'slice_id') }}
),

books as (
    select book_id, slice_versions from {{ ref('int_books_recorded') }} where slice_versions is not null
),

frozen as (
    {{ exploded_tags('books', 'slice_versions', ['book_id']) }}
),

{# A year may be closed over months that read different versions of a register: it names each. #}
version_texts as (
    select distinct tag_value from frozen
),

versions as (
    {{ split_rows('version_texts', 'tag_value', 'slice_version') }}
)

select md5(entries.slice_ids) as slice_set_id, entries.slice_id, slices.slice_version, cast(null as string) as book_id
from ({{ split_rows('gathered', 'slice_ids', 'slice_id') }}) as entries
inner join {{ ref('int_slices_recorded') }} as slices on entries.slice_id = slices.slice_id and slices.is_current
union all
select booked.slice_set_id, parts.slice_id, versions.slice_version, booked.book_id
from booked
inner join booked_parts as parts on booked.slice_ids = parts.slice_ids
inner join frozen on booked.book_id = frozen.book_id and parts.slice_id = frozen.tag_key
inner join versions on frozen.tag_value = versions.tag_value
