{# Own and rented sites as the register holds them, and `unregistered`, where hosts stand that no row names. #}
select
    sites.site_id,
    sites.site_name,
    sites.country_iso2,
    coalesce(sites.grid_region_scheme, 'country_iso2') as grid_region_scheme,
    coalesce(sites.grid_region_code, sites.country_iso2) as grid_region_code,
    sites.em_zone,
    sites.pue,
    sites.pue_basis,
    sites.wue_l_per_kwh,
    sites.boundary,
    sites.control,
    {{ overhead_treatment('sites') }} as overhead_treatment,
    sites.valid_from,
    sites.valid_to,
    true as is_registered
from {{ ref('int_sites_registered') }} as sites
union all
select distinct
    months.site_id, months.site_id as site_name, cast(null as string) as country_iso2, cast(null as string) as grid_region_scheme,
    cast(null as string) as grid_region_code, cast(null as string) as em_zone, cast(null as double) as pue,
    cast(null as string) as pue_basis, cast(null as double) as wue_l_per_kwh, months.boundary, months.control,
    months.overhead_treatment, cast(null as date) as valid_from, cast(null as date) as valid_to, false as is_registered
from {{ ref('int_site_months') }} as months
left join {{ ref('int_sites_registered') }} as sites on months.site_id = sites.site_id
where sites.site_id is null
