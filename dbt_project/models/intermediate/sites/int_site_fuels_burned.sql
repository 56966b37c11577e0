{#
  Fuel burned at a site by month, shared by days. Emissions follow the gases of the fuel and the warming potentials that the entity
  aims at; biogenic CO2 stands apart and in no scope. A fuel that no factor knows keeps its quantity and has no figure.
#}
with logs as (
    select
        fuels.*,
        {{ month_of('fuels.burned_from') }} as first_month,
        {{ month_of('fuels.burned_to') }} as last_month
    from {{ ref('stg_organisation__fuels') }} as fuels
),

months as (
    {{ exploded_months('logs', 'first_month', 'last_month',
        ['log_id', 'site_id', 'fuel', 'unit', 'quantity', 'burned_from', 'burned_to', 'slice_id']) }}
),

burned as (
    select
        months.*,
        months.quantity
        * cast({{ seconds_shared('months.burned_from', next_day('months.burned_to'), 'months.activity_month',
            next_month('months.activity_month')) }} as double)
        / {{ seconds_between('months.burned_from', next_day('months.burned_to')) }} as quantity_in_month
    from months
)

select
    burned.log_id,
    burned.site_id,
    burned.activity_month,
    burned.fuel,
    burned.unit,
    burned.slice_id,
    {{ priced('burned.quantity_in_month') }} as quantity,
    {{ measured(
        'burned.quantity_in_month * (factors.co2_fossil_kg + factors.ch4_kg * methane.value + factors.n2o_kg * nitrous.value)'
    ) }} as kgco2e,
    {{ measured('burned.quantity_in_month * factors.ch4_kg * methane.value') }} as ch4_kgco2e,
    {{ measured('burned.quantity_in_month * factors.n2o_kg * nitrous.value') }} as n2o_kgco2e,
    {{ measured('burned.quantity_in_month * factors.co2_biogenic_kg') }} as biogenic_kgco2,
    {{ measured('burned.quantity_in_month * factors.wtt_kgco2e') }} as upstream_kgco2e,
    factors.fuel is not null as is_known
from burned
left join {{ ref('fuel_factors') }} as factors on burned.fuel = factors.fuel and burned.unit = factors.unit
left join {{ ref('int_warming_potentials') }} as methane on factors.ch4_species = methane.species
left join {{ ref('int_warming_potentials') }} as nitrous on nitrous.species = 'N2O'
