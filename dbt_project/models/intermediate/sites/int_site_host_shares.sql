{#
  Which share of a site's energy in a month each host has, with its team; `it_unmetered` is what no telemetry sees, and all of a site
  that only a meter tells of. Overhead is spread over all IT, this pool included.
#}
with hosts as (
    select site_id, activity_month, host_id, sum(energy_it_kwh) as telemetry_kwh
    from {{ ref('int_site_telemetry_hourly') }}
    group by site_id, activity_month, host_id
),

rows_of_sites as (
    select site_id, activity_month, host_id, telemetry_kwh from hosts
    union all
    select site_id, activity_month, 'it_unmetered' as host_id, it_unmetered_kwh as telemetry_kwh
    from {{ ref('int_site_energy_monthly') }}
    where it_unmetered_kwh > 0 or (facility_kwh is not null and it_telemetry_kwh is null)
),

owned as (
    select
        rows_of_sites.*,
        registered.team_id,
        registered.asset_id
    from rows_of_sites
    left join {{ ref('stg_organisation__hosts') }} as registered
        on
            rows_of_sites.host_id = registered.host_id
            and rows_of_sites.site_id = registered.site_id
            and {{ holds_in_month('registered', 'rows_of_sites.activity_month') }}
    qualify row_number() over (
        partition by rows_of_sites.site_id, rows_of_sites.activity_month, rows_of_sites.host_id
        order by registered.valid_from desc nulls last
    ) = 1
)

select
    site_id,
    activity_month,
    host_id,
    coalesce(team_id, 'unattributed') as team_id,
    telemetry_kwh,
    case
        when sum(telemetry_kwh) over site_month > 0
            then cast(telemetry_kwh as double) / cast(sum(telemetry_kwh) over site_month as double)
        else 1 / cast(count(*) over site_month as double)
    end as energy_share
from owned
window site_month as (partition by site_id, activity_month)
