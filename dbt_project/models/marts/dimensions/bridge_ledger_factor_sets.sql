{# Factor sets of the estimates that a ledger entry's factor set gathers. #}
with gathered as (
    select distinct factor_sets from {{ ref('int_emission_figures') }}
    union
    select distinct factor_sets from {{ ref('int_site_figures') }}
)

select md5(factor_sets) as ledger_factor_set_id, factor_set_id
from ({{ split_rows('gathered', 'factor_sets', 'factor_set_id') }}) as entries
