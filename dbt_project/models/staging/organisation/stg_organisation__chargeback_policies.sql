{# How emissions are charged to teams: a policy holds until the next one begins. #}
select
    valid_from,
    method,
    price_id,
    shared_split,
    unattributed_owner
from {{ source('raw', 'organisation_chargeback_policies') }}
