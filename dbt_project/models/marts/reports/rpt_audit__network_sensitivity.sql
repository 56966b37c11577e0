{#
  Data transfer at the low, central and high end of its contested coefficient. Scenarios are shown one by one and enter no
  bound: network power hardly depends on load, so kWh per GB is a convention more than a measurement.
#}
{% set scenarios = {'low': 'value_low', 'central': 'value', 'high': 'value_high'} %}
with transferred as (
    select
        {{ month_of('usage_date') }} as activity_month,
        provider,
        {{ priced('sum(consumed_quantity)') }} as consumed_quantity,
        {{ measured('sum(energy_it_kwh + energy_overhead_kwh)') }} as energy_kwh,
        {{ measured('sum(electricity_location_kgco2e)') }} as electricity_location_kgco2e
    from {{ ref('fct_resource_estimates_daily') }}
    where resource_kind = 'data_transfer' and evidence_tier = 4
    group by all
)

{% for scenario, column in scenarios.items() %}
    select
        transferred.activity_month,
        transferred.provider,
        '{{ scenario }}' as scenario,
        factors.{{ column }} as it_kwh_per_gb,
        transferred.consumed_quantity,
        {{ measured('transferred.energy_kwh * factors.' ~ column ~ ' / factors.value') }} as energy_kwh,
        {{ measured('transferred.electricity_location_kgco2e * factors.' ~ column ~ ' / factors.value') }} as kgco2e_location
    from transferred
    inner join {{ ref('dim_factor') }} as factors on factors.factor_id = 'coefficient.network_kwh_per_gb'
    {{ 'union all' if not loop.last }}
{% endfor %}
