{#
  What the electricity of own sites and its upstream are multiplied from: kWh, a factor, and what shares or divides them. The terms of a
  line sum to it.
#}
{% set line = ['site_id', 'activity_month', 'part', 'flow', 'component', 'method', 'recognition_basis', 'reason', 'market_basis',
               'factor_sets'] %}
{% set figure %}{% for column in line %}figures.{{ column }}, {% endfor %}{% endset %}
{% set nothing = 'cast(null as double)' %}
{% set nobody = 'cast(null as string)' %}
{% set rate = 'kgCO2e per kWh' %}
with figures as (
    select figures.*, lines.grid_kwh
    from {{ ref('int_site_figures') }} as figures
    inner join {{ ref('int_site_lines') }} as lines
        on figures.site_id = lines.site_id and figures.activity_month = lines.activity_month and figures.part = lines.part
),

covered as (
    select site_id, activity_month, part, sum(covered_kwh) as covered_kwh
    from {{ ref('int_site_coverage') }}
    where instrument_kind <> 'onsite_attributes'
    group by site_id, activity_month, part
),

applied as (
    select
        instrument_id, instrument_kind, site_id, activity_year, kgco2e_per_kwh, applied_kwh,
        sum(applied_kwh) over (partition by site_id, activity_year, instrument_kind) as kind_kwh
    from {{ ref('int_instrument_allocations') }}
    where applied_kwh > 0
),

fed as (
    select
        {{ figure }}
        case
            when figures.method = 'market' and figures.component = 'electricity' then figures.energy_kwh
            when figures.method = 'market' and figures.flow = 'generation'
                then greatest(figures.grid_kwh - coalesce(covered.covered_kwh, 0), 0)
            else figures.grid_kwh
        end as kwh,
        factors.grid_factor_id, factors.grid_kgco2e_per_kwh, factors.residual_factor_id, factors.market_kgco2e_per_kwh,
        factors.wtt_generation_factor_id, factors.wtt_generation_kgco2e_per_kwh, factors.td_loss_factor_id, factors.td_loss,
        factors.loss_basis, factors.wtt_td_factor_id, factors.wtt_td_kgco2e_per_kwh,
        hours.hourly_share,
        hours.hourly_kgco2e_per_kwh
    from figures
    inner join {{ ref('int_sites_factored') }} as factors
        on figures.site_id = factors.region_id and figures.activity_month = factors.activity_month
    left join covered
        on figures.site_id = covered.site_id and figures.activity_month = covered.activity_month and figures.part = covered.part
    left join {{ ref('int_site_hourly_intensities') }} as hours
        on
            figures.site_id = hours.site_id and figures.activity_month = hours.activity_month
            and figures.method = 'location_hourly'
)
{% set terms = [
    ('annual', "component = 'electricity' and method <> 'market'", 'grid_factor_id', 'grid_kgco2e_per_kwh', nobody,
        'case when hourly_share > 0 then 1 - hourly_share end', "'share of the energy without an hour'", nothing),
    ('hourly', "component = 'electricity' and hourly_share > 0", nobody, 'hourly_kgco2e_per_kwh', nobody,
        'hourly_share', "'share of the energy with an hour'", nothing),
    ('uncovered', "component = 'electricity' and market_basis in ('residual_mix', 'location', 'location_placeholder')",
        "case when market_basis = 'residual_mix' then residual_factor_id else grid_factor_id end", 'market_kgco2e_per_kwh', nobody,
        nothing, nobody, nothing),
    ('well_to_tank', "flow = 'generation'", 'wtt_generation_factor_id', 'wtt_generation_kgco2e_per_kwh', nobody, nothing, nobody, nothing),
    ('losses', "flow = 'losses' and loss_basis <> 'delivered' and td_loss is not null", 'grid_factor_id', 'grid_kgco2e_per_kwh',
        'td_loss_factor_id', 'td_loss', "'lost per kWh generated'", '1 - td_loss'),
    ('well_to_tank_of_losses', "flow = 'losses' and wtt_td_kgco2e_per_kwh is not null", 'wtt_td_factor_id', 'wtt_td_kgco2e_per_kwh', nobody,
        nothing, nobody, nothing),
] %}

{% for term, holds, factor, value, second, second_value, second_unit, divisor in terms %}
    select
        {{ line | join(', ') }}, '{{ term }}' as term, cast(kwh as double) as activity, 'kWh' as activity_unit, {{ factor }} as factor_id,
        {{ value }} as factor_value, '{{ rate }}' as factor_unit, {{ second }} as second_factor_id, {{ second_value }} as second_value,
        {{ second_unit }} as second_unit, {{ divisor }} as divisor
    from fed
    where {{ holds }}
    union all
{% endfor %}
select
    {{ figure }} concat('contract ', applied.instrument_id) as term, cast(figures.energy_kwh as double) as activity, 'kWh' as activity_unit,
    concat('instrument.', applied.instrument_id) as factor_id, cast(applied.kgco2e_per_kwh as double) as factor_value,
    '{{ rate }}' as factor_unit, {{ nobody }} as second_factor_id, cast(applied.applied_kwh as double) as second_value,
    'kWh of it applied in the year' as second_unit, cast(applied.kind_kwh as double) as divisor
from figures
inner join applied
    on
        figures.site_id = applied.site_id and figures.market_basis = applied.instrument_kind
        and cast(extract(year from figures.activity_month) as int) = applied.activity_year
where figures.component = 'electricity' and figures.method = 'market'
