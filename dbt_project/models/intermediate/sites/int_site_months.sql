{#
  Every month of every own site, from the first month of which it tells something to the last month of which any does, so that a month
  without a reading is there to be called a gap; with the row of the register that held in it.
#}
with data_months as (
    select site_id, {{ month_of('hour_at') }} as activity_month from {{ ref('int_host_components_hourly') }}
    union
    select meters.site_id, {{ month_of('readings.starts_at') }} as activity_month
    from {{ ref('stg_organisation__meter_readings') }} as readings
    inner join {{ ref('stg_organisation__meters') }} as meters on readings.meter_id = meters.meter_id
    union
    select meters.site_id, {{ month_of("readings.ends_at - interval '1' second") }} as activity_month
    from {{ ref('stg_organisation__meter_readings') }} as readings
    inner join {{ ref('stg_organisation__meters') }} as meters on readings.meter_id = meters.meter_id
),

told as (
    select site_id, min(activity_month) as first_month, max(activity_month) as last_month from data_months group by site_id
),

whole as (
    select min(activity_month) as first_month, max(activity_month) as last_month from data_months
),

registered as (
    select
        site_id,
        {{ month_of('min(valid_from)') }} as valid_from,
        {{ month_of("case when count(valid_to) = count(*) then max(valid_to) end - interval '1' day") }} as valid_to
    from {{ ref('stg_organisation__sites') }}
    group by site_id
),

spans as (
    select
        coalesce(registered.site_id, told.site_id) as site_id,
        {# A site that is in the register since before its first reading lacks the months between. #}
        case
            when registered.site_id is null then told.first_month
            else least(greatest(coalesce(registered.valid_from, whole.first_month), whole.first_month),
                coalesce(told.first_month, whole.last_month))
        end as first_month,
        case
            when registered.site_id is null then told.last_month
            else greatest(
                coalesce(told.last_month, whole.first_month), least(coalesce(registered.valid_to, whole.last_month), whole.last_month)
            )
        end as last_month
    from registered
    full outer join told on registered.site_id = told.site_id
    cross join whole
    where whole.first_month is not null
),

months as (
    {{ exploded_months('spans', 'first_month', 'last_month', ['site_id']) }}
)

select
    months.site_id,
    months.activity_month,
    sites.site_id is not null as is_registered,
    sites.country_iso2,
    coalesce(sites.grid_region_scheme, case when sites.country_iso2 is not null then 'country_iso2' end) as direct_scheme,
    coalesce(sites.grid_region_code, sites.country_iso2) as direct_code,
    sites.em_zone,
    sites.pue,
    sites.pue_basis,
    sites.wue_l_per_kwh,
    coalesce(sites.boundary, 'owned') as boundary,
    coalesce(sites.control, 'operational') as control,
    {{ overhead_treatment('sites') }} as overhead_treatment
from months
left join {{ ref('stg_organisation__sites') }} as sites
    on months.site_id = sites.site_id and {{ holds_in_month('sites', 'months.activity_month') }}
qualify row_number() over (
    partition by months.site_id, months.activity_month order by sites.valid_from desc nulls last
) = 1
