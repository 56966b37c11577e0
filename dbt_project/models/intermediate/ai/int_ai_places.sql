{#
  Every place that a run, a service or a model's vendor may stand in: own sites as last registered, regions of clouds,
  countries of vendors.
#}
{{ config(materialized='view') }}
select
    'onprem' as provider, site_id as region_id, country_iso2, grid_region_scheme as direct_scheme, grid_region_code as direct_code, em_zone
from {{ ref('stg_organisation__sites') }}
qualify row_number() over (partition by site_id order by valid_from desc nulls last) = 1
union all
select provider, region_id, country_iso2, direct_scheme, direct_code, em_zone from {{ ref('cloud_regions') }}
union all
select distinct
    'country' as provider, country_iso2 as region_id, country_iso2,
    cast(null as string) as direct_scheme, cast(null as string) as direct_code, cast(null as string) as em_zone
from {{ ref('ai_vendors') }}
where country_iso2 is not null
