{#
  Energy of own operations by source: fuel at its lower heating value, electricity by what contracts attest. What nobody attests is of
  unproven origin: nuclear by the mix of its country, and else fossil, never renewable. Clouds are no own operation.
#}
{% set kinds = {'own': "instrument_kind = 'onsite_attributes'", 'bought': "instrument_kind <> 'onsite_attributes'",
                'bundled': "instrument_kind in ('bundled_contract', 'ppa')",
                'unbundled': "instrument_kind in ('eac_site', 'eac_entity')"} %}
{% set lines_of = [('ENERGY_SELF_GENERATED', 'own_kwh'), ('ENERGY_PURCHASED_RENEWABLE', 'renewable_kwh'),
                   ('ENERGY_NUCLEAR', 'attested_nuclear_kwh + mixed_nuclear_kwh'),
                   ('ENERGY_PURCHASED_FOSSIL', 'unproven_kwh - mixed_nuclear_kwh'), ('ENERGY_PURCHASED', 'energy_kwh - own_kwh'),
                   ('ENERGY_INSTRUMENTS', 'bought_kwh'), ('ENERGY_INSTRUMENTS_BUNDLED', 'bundled_kwh'),
                   ('ENERGY_INSTRUMENTS_UNBUNDLED', 'unbundled_kwh')] %}
with lines as (
    select site_id, activity_month, country_iso2, sum(energy_kwh) as energy_kwh
    from {{ ref('int_site_lines') }}
    where scope = 2
    group by site_id, activity_month, country_iso2
),

attested as (
    select
        site_id, activity_year, instrument_kind,
        sum(applied_kwh) as applied_kwh,
        coalesce(sum(applied_kwh) filter (where attests = 'renewable'), 0) as renewable_kwh,
        coalesce(sum(applied_kwh) filter (where attests = 'nuclear'), 0) as nuclear_kwh
    from {{ ref('fct_instrument_allocations') }}
    where applied_kwh > 0
    group by site_id, activity_year, instrument_kind
),

parted as (
    select
        coverage.site_id, coverage.activity_month, coverage.instrument_kind, coverage.covered_kwh,
        {{ part_of('coverage.covered_kwh', 'cast(attested.renewable_kwh as double) / attested.applied_kwh') }} as renewable_kwh,
        {{ part_of('coverage.covered_kwh', 'cast(attested.nuclear_kwh as double) / attested.applied_kwh') }} as nuclear_kwh
    from {{ ref('int_site_coverage') }} as coverage
    inner join attested
        on
            coverage.site_id = attested.site_id
            and cast(extract(year from coverage.activity_month) as int) = attested.activity_year
            and coverage.instrument_kind = attested.instrument_kind
),

covered as (
    select
        site_id, activity_month,
        sum(renewable_kwh) filter (where {{ kinds['own'] }}) as own_kwh,
        sum(renewable_kwh) filter (where {{ kinds['bought'] }}) as renewable_kwh,
        sum(nuclear_kwh) filter (where {{ kinds['bought'] }}) as nuclear_kwh,
        {% for kind in ['bought', 'bundled', 'unbundled'] %}
            sum(covered_kwh) filter (where {{ kinds[kind] }}) as {{ kind }}_kwh{{ ',' if not loop.last }}
        {% endfor %}
    from parted
    group by site_id, activity_month
),

mixes as (
    select lines.site_id, lines.activity_month, max_by(mixes.nuclear_share, mixes.data_year) as nuclear_share
    from lines
    inner join {{ ref('grid_mix_shares') }} as mixes
        on lines.country_iso2 = mixes.country_iso2 and mixes.data_year <= cast(extract(year from lines.activity_month) as int)
    group by lines.site_id, lines.activity_month
),

sourced as (
    select
        lines.site_id, lines.activity_month, lines.country_iso2, lines.energy_kwh, mixes.nuclear_share,
        coalesce(covered.nuclear_kwh, 0) as attested_nuclear_kwh,
        {% for kind in ['own', 'renewable', 'bought', 'bundled', 'unbundled'] %}
            coalesce(covered.{{ kind }}_kwh, 0) as {{ kind }}_kwh,
        {% endfor %}
        lines.energy_kwh - coalesce(covered.own_kwh, 0) - coalesce(covered.renewable_kwh, 0) - coalesce(covered.nuclear_kwh, 0)
            as unproven_kwh
    from lines
    left join covered on lines.site_id = covered.site_id and lines.activity_month = covered.activity_month
    left join mixes on lines.site_id = mixes.site_id and lines.activity_month = mixes.activity_month
),

mixed as (
    select *, case when unproven_kwh = 0 then 0 else {{ part_of('unproven_kwh', 'nuclear_share') }} end as mixed_nuclear_kwh
    from sourced
),

listed as (
    {% for concept, kwh in lines_of %}
        select
            site_id, activity_month, '{{ concept }}' as concept_key, {{ measured(kwh) }} as energy_kwh,
            case
                when {{ kwh }} is null then concat('no mix of generation is known of ', coalesce(country_iso2, 'a site without country'))
            end as omitted_reason
        from mixed
        union all
    {% endfor %}
    select
        burned.site_id, burned.activity_month, coalesce(factors.energy_concept, 'ENERGY_OTHER_FOSSIL') as concept_key,
        {{ measured('burned.quantity * factors.kwh_lhv') }} as energy_kwh,
        case when factors.fuel is null then concat('no calorific value is known of ', burned.fuel) end as omitted_reason
    from {{ ref('int_site_fuels_burned') }} as burned
    left join {{ ref('fuel_factors') }} as factors on burned.fuel = factors.fuel and burned.unit = factors.unit
    left join {{ ref('int_site_direct') }} as direct
        on
            burned.site_id = direct.site_id and burned.activity_month = direct.activity_month and direct.component <> 'upstream'
            and direct.factor_sets = concat('fuel.', burned.fuel, '.', burned.unit)
    {# What is burned where the entity has no control is no own operation; an unknown fuel is one until it is known. #}
    where coalesce(direct.scope, 1) = 1
)

select
    site_id, activity_month, concept_key,
    case when bool_and(energy_kwh is not null) then {{ measured('sum(energy_kwh)') }} end as energy_kwh,
    {{ joined_text('omitted_reason', "'; '") }} as omitted_reason
from listed
group by site_id, activity_month, concept_key
