{# Slices, with the version read, that a ledger entry's slice set gathers. #}
with gathered as (
    select distinct slice_ids from {{ ref('int_emission_figures') }}
    union
    select distinct slice_ids from {{ ref('int_site_slices') }}
)

select md5(entries.slice_ids) as slice_set_id, entries.slice_id, slices.slice_version
from ({{ split_rows('gathered', 'slice_ids', 'slice_id') }}) as entries
inner join {{ ref('int_slices_recorded') }} as slices on entries.slice_id = slices.slice_id and slices.is_current
