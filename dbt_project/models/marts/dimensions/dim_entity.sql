{# The reporting entity with the policies that its figures follow. #}
select
    entity_id,
    entity_name,
    country_iso2,
    fiscal_year_start_month,
    reporting_currency,
    consolidation_approach,
    scope3_energy_basis,
    gwp_target
from {{ ref('int_entities_registered') }}
