{# The reporting entity and its policies. #}
select
    entity_id,
    entity_name,
    country_iso2,
    cast(fiscal_year_start_month as int) as fiscal_year_start_month,
    reporting_currency,
    consolidation_approach,
    scope3_energy_basis,
    gwp_target
from {{ source('raw', 'organisation_entities') }}
