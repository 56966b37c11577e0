{# Google's own figures, a row per measure that it prints. A null of Google's makes no row: null is never zero. #}
{% set measures = {
    's1': 'carbon_footprint_kgco2e_scope1',
    's2_location': 'carbon_footprint_kgco2e_scope2_location_based',
    's2_market': 'carbon_footprint_kgco2e_scope2_market_based',
    's3': 'carbon_footprint_kgco2e_scope3',
    'total_location': 'carbon_footprint_total_kgco2e_location_based',
    'total_market': 'carbon_footprint_total_kgco2e_market_based',
} %}
with figures as (
    {% for measure, column in measures.items() %}
    select *, '{{ measure }}' as measure, {{ column }} as original_value from {{ source('raw', 'gcp_carbon') }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    slice_id,
    slice_version,
    'gcp' as provider,
    'gcp_carbon_footprint' as tool,
    carbon_model_version as model_version,
    billing_account_id,
    {# A project that was deleted has no id, and an empty number. #}
    coalesce(nullif(project_id, ''), nullif(project_number, ''), billing_account_id) as sub_account_id,
    service_description as service_name,
    coalesce(nullif(location_region, ''), nullif(location_location, ''), 'unknown') as region_code,
    cast(null as string) as resource_id,
    {{ month_of('usage_month') }} as activity_month,
    measure,
    {{ priced('original_value') }} as original_value,
    'kgCO2e' as original_unit,
    {{ measured('original_value') }} as emissions_kgco2e,
    {{ measured('null') }} as water_l,
    false as is_partial,
    cast(null as timestamp) as refreshed_at
from figures
where original_value is not null
