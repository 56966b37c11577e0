{#
  One row per region and month: overhead, grid, upstream, water and the state of the residual mix. A region that the map
  does not know takes the world mean and says so.
#}
{% set roles = ['td_loss', 'wtt_generation', 'wtt_td', 'water_source'] %}
with best as (
    select * from {{ ref('int_region_factor_candidates') }} where preference = 1
),

joined as (
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
            when regions.region_id is null then 'published_not_loaded'
            else coalesce(country_status.status, default_status.status)
        end as residual_mix_status
    from {{ ref('int_region_facilities') }} as facilities
    {% for role in ['grid'] + roles %}
        left join best as {{ role }}
            on
                facilities.provider = {{ role }}.provider
                and facilities.region_id = {{ role }}.region_id
                and facilities.activity_month = {{ role }}.activity_month
                and {{ role }}.factor_role = '{{ role }}'
    {% endfor %}
    left join {{ ref('cloud_regions') }} as regions
        on facilities.provider = regions.provider and facilities.region_id = regions.region_id
    left join {{ ref('residual_mix_status') }} as country_status on regions.country_iso2 = country_status.country_iso2
    left join {{ ref('residual_mix_status') }} as default_status on default_status.country_iso2 = '*'
)

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
from joined
left join best as residual
    on
        joined.provider = residual.provider
        and joined.region_id = residual.region_id
        and joined.activity_month = residual.activity_month
        and residual.factor_role = 'residual_mix'
