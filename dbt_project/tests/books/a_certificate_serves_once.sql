{# No two instruments that cover anything share a serial number. #}
with serving as (
    select distinct instruments.instrument_id, instruments.series, instruments.first_number, instruments.last_number
    from {{ ref('int_instruments_judged') }} as instruments
    inner join {{ ref('fct_instrument_allocations') }} as allocations
        on instruments.instrument_id = allocations.instrument_id and allocations.applied_kwh > 0
    where instruments.first_number is not null
)

select ours.instrument_id, theirs.instrument_id as other_instrument_id
from serving as ours
inner join serving as theirs
    on
        ours.series = theirs.series and ours.instrument_id < theirs.instrument_id
        and ours.first_number <= theirs.last_number and ours.last_number >= theirs.first_number
