{#
  The ladder of factors for whatever has a place and a month. `places` gives provider, region_id, activity_month, country_iso2,
  direct_scheme, direct_code and water_region: regions of clouds and own sites meet the same rungs.
#}
{% macro factor_lookups(places) -%}
    select
        places.provider,
        places.region_id,
        places.activity_month,
        ladder.factor_role,
        ladder.rung,
        ladder.factor_family,
        case
            when ladder.region_scheme = 'direct' and places.direct_scheme = 'country_iso2' then 'country'
            else ladder.intensity_level
        end as intensity_level,
        case ladder.region_scheme when 'direct' then places.direct_scheme else ladder.region_scheme end as region_scheme,
        case ladder.region_scheme
            when 'direct' then places.direct_code
            when 'country_iso2' then places.country_iso2
            when 'cloud_region' then places.water_region
            else 'WORLD'
        end as region_code
    from {{ places }} as places
    cross join {{ ref('factor_ladder') }} as ladder
{%- endmacro %}

{# Every factor that may serve a lookup, the best first; of residual mixes also those that the user has licensed. #}
{% macro factors_preferred(lookups) -%}
    select
        lookups.provider,
        lookups.region_id,
        lookups.activity_month,
        lookups.factor_role,
        lookups.intensity_level,
        factors.factor_id,
        factors.boundary,
        factors.loss_basis,
        factors.value,
        coalesce(factors.value_low, factors.value) as value_low,
        coalesce(factors.value_high, factors.value) as value_high,
        {{ is_edition_provisional('factors', 'lookups.activity_month') }} as is_edition_provisional,
        row_number() over (
            partition by lookups.provider, lookups.region_id, lookups.activity_month, lookups.factor_role
            order by lookups.rung, {{ edition_preference('factors', 'lookups.activity_month') }}
        ) as preference
    from {{ lookups }} as lookups
    inner join (
        {% set kept = ['factor_id', 'factor_family', 'region_scheme', 'region_code', 'boundary', 'value', 'value_low', 'value_high',
                       'loss_basis', 'data_year', 'edition_rule', 'valid_from', 'valid_to'] %}
        select {{ kept | join(', ') }} from {{ ref('factors') }}
        union all
        select {{ kept | join(', ') }} from {{ ref('int_residual_mixes_loaded') }}
    ) as factors
        on
            lookups.factor_family = factors.factor_family
            and lookups.region_scheme = factors.region_scheme
            and lookups.region_code = factors.region_code
    where factors.value is not null
{%- endmacro %}

{# The best factor of each role beside what a place is (`places`: a row each, with is_known and country_iso2) in a month. #}
{% macro factors_beside(facilities, best, places) -%}
    {%- set roles = ['td_loss', 'wtt_generation', 'wtt_td', 'water_source'] -%}
    select
        facilities.*,
        grid.factor_id as grid_factor_id,
        grid.boundary,
        grid.intensity_level,
        grid.is_edition_provisional,
        grid.value as grid_kgco2e_per_kwh,
        grid.value_low as grid_low_kgco2e_per_kwh,
        grid.value_high as grid_high_kgco2e_per_kwh,
        {% for role in roles %}
            {{ role }}.factor_id as {{ role }}_factor_id,
            {{ role }}.value as {{ role }},
        {% endfor %}
        coalesce(grid.loss_basis, 'generated') as loss_basis,
        case
            {# Nobody knows what is published for a place that nobody knows: its market figure is not complete. #}
            when places.region_id is null then 'published_not_loaded'
            when licensed.region_code is not null then 'loaded'
            else coalesce(country_status.status, default_status.status)
        end as residual_mix_status
    from {{ facilities }} as facilities
    {% for role in ['grid'] + roles %}
        left join {{ best }} as {{ role }}
            on {{ same_place_month('facilities', role) }} and {{ role }}.factor_role = '{{ role }}'
    {% endfor %}
    left join {{ places }} as places on facilities.provider = places.provider and facilities.region_id = places.region_id
    left join {{ ref('residual_mix_status') }} as country_status on places.country_iso2 = country_status.country_iso2
    left join {{ ref('residual_mix_status') }} as default_status on default_status.country_iso2 = '*'
    left join (select distinct region_code from {{ ref('int_residual_mixes_loaded') }}) as licensed
        on places.country_iso2 = licensed.region_code
{%- endmacro %}

{% macro same_place_month(left, right) -%}
    {{ left }}.provider = {{ right }}.provider and {{ left }}.region_id = {{ right }}.region_id
    and {{ left }}.activity_month = {{ right }}.activity_month
{%- endmacro %}

{# What a kWh emits under market and upstream, of rows that `factors_beside` made. #}
{% macro factors_read(joined, best) -%}
    select
        joined.*,
        residual.factor_id as residual_factor_id,
        {# Where the residual mix is published and not loaded, location stands in and the row says so. #}
        case
            when joined.residual_mix_status = 'loaded' then coalesce(residual.value, joined.grid_kgco2e_per_kwh)
            else joined.grid_kgco2e_per_kwh
        end as market_kgco2e_per_kwh,
        case
            when joined.residual_mix_status = 'loaded' and residual.value is not null then 'residual_mix'
            when joined.residual_mix_status in ('full_disclosure', 'not_published') then 'location'
            else 'location_placeholder'
        end as market_basis,
        joined.residual_mix_status in ('full_disclosure', 'not_published')
        or (joined.residual_mix_status = 'loaded' and residual.value is not null) as is_market_complete,
        case when joined.boundary = 'direct' then joined.wtt_generation end as wtt_generation_kgco2e_per_kwh,
        case
            when joined.loss_basis = 'delivered' then 0
            else joined.grid_kgco2e_per_kwh * joined.td_loss / (1 - joined.td_loss)
        end as td_loss_kgco2e_per_kwh,
        case when joined.boundary = 'direct' then joined.wtt_td end as wtt_td_kgco2e_per_kwh
    from {{ joined }} as joined
    left join {{ best }} as residual on {{ same_place_month('joined', 'residual') }} and residual.factor_role = 'residual_mix'
{%- endmacro %}
