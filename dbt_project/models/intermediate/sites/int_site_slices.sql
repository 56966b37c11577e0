{# The slices behind the figures of a site and month: its register, the readings of its meters and the telemetry of its hosts. #}
with hosts as (
    select distinct site_id, host_id, activity_month from {{ ref('int_site_telemetry_hourly') }}
),

devices as (
    select distinct slice_id, host_id, {{ month_of('hour_at') }} as activity_month from {{ ref('int_device_energy_hourly') }}
),

slices as (
    select site_id, activity_month, slice_ids as slice_id
    from {{ ref('int_site_meters_monthly') }}
    where slice_ids is not null
    union
    select months.site_id, months.activity_month, sites.slice_id
    from {{ ref('int_site_months') }} as months
    inner join {{ ref('stg_organisation__sites') }} as sites on months.site_id = sites.site_id
    union
    select hosts.site_id, hosts.activity_month, devices.slice_id
    from hosts
    inner join devices on hosts.host_id = devices.host_id and hosts.activity_month = devices.activity_month
    union
    select site_id, activity_month, slice_id from {{ ref('int_site_fuels_burned') }}
    union
    select site_id, activity_month, slice_id from {{ ref('int_site_refrigerants_lost') }}
    union
    select figures.site_id, figures.activity_month, assets.slice_id
    from {{ ref('int_asset_figures') }} as figures
    inner join {{ ref('int_assets_valued') }} as assets on figures.asset_id = assets.asset_id
)

select site_id, activity_month, {{ joined_text('slice_id') }} as slice_ids
from slices
group by site_id, activity_month
