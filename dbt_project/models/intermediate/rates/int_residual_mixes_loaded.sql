{# Residual mixes that the user has licensed, in the columns of `factors`. #}
{{ config(materialized='view') }}
select
    concat('residual_mix.', country_iso2, '.', cast(data_year as string)) as factor_id,
    'residual_mix' as factor_family,
    'country_iso2' as region_scheme,
    country_iso2 as region_code,
    'direct' as boundary,
    kgco2e_per_kwh as value,
    cast(null as double) as value_low,
    cast(null as double) as value_high,
    cast(null as string) as range_kind,
    'kgCO2e/kWh' as unit,
    cast(null as string) as loss_basis,
    cast(data_year as int) as data_year,
    'data_year' as edition_rule,
    cast(null as date) as valid_from,
    cast(null as date) as valid_to,
    publisher,
    edition,
    source_locator,
    licence,
    'A' as factor_quality
from {{ ref('stg_organisation__residual_mixes') }}
