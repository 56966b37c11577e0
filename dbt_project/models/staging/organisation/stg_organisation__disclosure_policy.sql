{# How the entity discloses; one row or none. #}
select
    cast(base_year as int) as base_year,
    restatement_threshold,
    sites_outside_group,
    nuclear_instruments
from {{ source('raw', 'organisation_disclosure_policy') }}
