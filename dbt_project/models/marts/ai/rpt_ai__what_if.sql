{#
  The same work elsewhere, on other hardware, at another hour or by another company's model, beside what it was: kilograms on
  one boundary with the range of the intensity, cost at the carbon price, duration. A refused comparison has its reason and no
  figure.
#}
{% set kept = ['subject_kind', 'subject_id', 'activity_month', 'team_id', 'arm_id', 'arm_kind', 'boundary', 'refused_reason',
               'base_duration_hours', 'duration_hours', 'base_energy_kwh', 'energy_kwh', 'base_kgco2e', 'arm_kgco2e',
               'base_low_kgco2e', 'arm_low_kgco2e', 'base_high_kgco2e', 'arm_high_kgco2e'] %}
with compared as (
    select {{ kept | join(', ') }} from {{ ref('fct_ai_what_if_places') }}
    union all
    select {{ kept | join(', ') }} from {{ ref('fct_ai_what_if_changes') }}
)

select
    {% for column in kept %}compared.{{ column }}, {% endfor %}
    {{ measured('compared.arm_kgco2e - compared.base_kgco2e') }} as difference_kgco2e,
    {# The ends of the ranges that favour each side: whether the sign of the difference depends on the intensity. #}
    compared.arm_high_kgco2e < compared.base_low_kgco2e or compared.arm_low_kgco2e > compared.base_high_kgco2e as is_beyond_range,
    prices.currency,
    prices.price_year,
    prices.price_kind,
    prices.price_per_tco2e,
    {{ priced('cast(compared.base_kgco2e as double) / ' ~ kg_per_tonne() ~ ' * prices.price_per_tco2e') }} as base_carbon_cost,
    {{ priced('cast(compared.arm_kgco2e as double) / ' ~ kg_per_tonne() ~ ' * prices.price_per_tco2e') }} as arm_carbon_cost
from compared
left join {{ ref('dim_carbon_price') }} as prices on compared.activity_month = prices.activity_month
