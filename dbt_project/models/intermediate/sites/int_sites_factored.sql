{# One row per own site and month: grid, upstream, water and the state of the residual mix, as regions of clouds have them. #}
with best as (
    select * from {{ ref('int_site_factor_candidates') }} where preference = 1
),

site_months as (
    select 'onprem' as provider, site_id as region_id, activity_month, em_zone, country_iso2 from {{ ref('int_site_months') }}
),

places as (
    select 'onprem' as provider, site_id as region_id, max(country_iso2) as country_iso2
    from {{ ref('int_site_months') }}
    where is_registered
    group by site_id
),

joined as (
    {{ factors_beside('site_months', 'best', 'places') }}
)

{{ factors_read('joined', 'best') }}
