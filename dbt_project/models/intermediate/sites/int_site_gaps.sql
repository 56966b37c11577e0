{# What own sites lack, by month and with the reason: a missing reading, an unknown fuel or gas, hardware without a value. #}
select site_id, activity_month, 'electricity' as component, concat('no_reading_of_', meter_kind) as reason, cast(null as string) as subject
from {{ ref('int_site_meters_monthly') }}
where is_gap
union all
select site_id, activity_month, 'electricity' as component, 'no_energy_known' as reason, cast(null as string) as subject
from {{ ref('int_site_energy_monthly') }}
where facility_kwh is null
union all
select site_id, activity_month, 's1_direct' as component, 'fuel_or_unit_unknown' as reason, concat(fuel, ' in ', unit) as subject
from {{ ref('int_site_fuels_burned') }}
where not is_known
union all
select site_id, activity_month, 'upstream' as component, 'no_upstream_of_fuel' as reason, concat(fuel, ' in ', unit) as subject
from {{ ref('int_site_fuels_burned') }}
where is_known and upstream_kgco2e is null
union all
select site_id, activity_month, 's1_direct' as component, 'gas_unknown' as reason, gas as subject
from {{ ref('int_site_refrigerants_lost') }}
where not is_known
union all
select site_id, acquired_month as activity_month, 'hardware' as component, not_estimated_reason as reason, asset_id as subject
from {{ ref('int_assets_valued') }}
where not_estimated_reason is not null
union all
select assets.site_id, assets.acquired_month as activity_month, 'hardware' as component, 'operating_lease_not_booked' as reason,
    assets.asset_id as subject
from {{ ref('int_assets_valued') }} as assets
inner join {{ ref('policies') }} as policies
    on policies.policy_id = 'operating_lease_embodied_booked' and policies.value <> 1
where assets.recognition = 'operating_lease'
union all
select assets.site_id, assets.disposed_month as activity_month, 'other' as component,
    case when assets.mass_kg is null then 'no_mass_of_disposal' else 'disposal_route_unknown' end as reason, assets.asset_id as subject
from {{ ref('int_assets_valued') }} as assets
left join {{ ref('disposal_factors') }} as factors on assets.disposal_route = factors.disposal_route
where
    assets.disposed_month is not null and assets.recognition <> 'operating_lease'
    and (factors.disposal_route is null or assets.mass_kg is null)
union all
select coverage.site_id, coverage.activity_month, 'upstream' as component, 'no_upstream_of_contracts_source' as reason,
    coverage.instrument_kind as subject
from {{ ref('int_site_coverage') }} as coverage
where coverage.part = 'it' and coverage.instrument_kind <> 'onsite_attributes'
