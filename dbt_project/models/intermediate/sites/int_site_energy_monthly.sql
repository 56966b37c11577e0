{#
  Energy of a site and month, IT and overhead apart. The best evidence stands: facility meter, IT meter, telemetry of hosts; facility is
  metered or IT x PUE, never both, so that nothing meets a PUE twice. What the IT meter has and telemetry lacks is `it_unmetered`.
#}
{% set kinds = ['facility', 'it', 'onsite_generation', 'water', 'heat_reuse'] %}
with telemetry as (
    select site_id, activity_month, max_by(method_tier, energy_it_kwh) as method_tier, sum(energy_it_kwh) as telemetry_kwh
    from {{ ref('int_site_telemetry_hourly') }}
    group by site_id, activity_month
),

meters as (
    select
        site_id,
        activity_month,
        {% for kind in kinds %}
            max(quantity) filter (where meter_kind = '{{ kind }}') as {{ kind }}_quantity,
        {% endfor %}
        coalesce(bool_or(is_gap) filter (where meter_kind in ('facility', 'it')), false) as is_gap
    from {{ ref('int_site_meters_monthly') }}
    group by site_id, activity_month
),

rated as (
    select
        months.*,
        telemetry.telemetry_kwh,
        telemetry.method_tier,
        meters.facility_quantity as facility_metered_kwh,
        meters.it_quantity as it_metered_kwh,
        meters.onsite_generation_quantity as onsite_metered_kwh,
        meters.water_quantity as water_metered_l,
        meters.heat_reuse_quantity as heat_reuse_kwh,
        coalesce(meters.is_gap, false) as is_meter_gap,
        coalesce(months.pue, pue_default.value) as pue_ratio,
        case when months.pue is null then 'default' else coalesce(months.pue_basis, 'default') end as pue_source
    from {{ ref('int_site_months') }} as months
    left join telemetry on months.site_id = telemetry.site_id and months.activity_month = telemetry.activity_month
    left join meters on months.site_id = meters.site_id and months.activity_month = meters.activity_month
    inner join {{ ref('coefficients') }} as pue_default on pue_default.coefficient_id = 'pue_default_onprem'
),

it_known as (
    select
        rated.*,
        {{ measured(
            "case when it_metered_kwh is not null then least(it_metered_kwh, coalesce(facility_metered_kwh, it_metered_kwh)) "
            ~ "when facility_metered_kwh is not null then least(facility_metered_kwh, greatest(coalesce(telemetry_kwh, 0), "
            ~ "cast(facility_metered_kwh as double) / pue_ratio)) else telemetry_kwh end"
        ) }} as it_kwh
    from rated
),

facility_known as (
    select
        it_known.*,
        coalesce(facility_metered_kwh, {{ measured('cast(it_kwh as double) * pue_ratio') }}) as facility_kwh
    from it_known
)

select
    site_id,
    activity_month,
    telemetry_kwh as it_telemetry_kwh,
    it_kwh,
    it_metered_kwh,
    case when it_kwh is not null then greatest({{ measured('it_kwh - coalesce(telemetry_kwh, 0)') }}, 0) end as it_unmetered_kwh,
    facility_kwh,
    facility_kwh - it_kwh as overhead_kwh,
    {# What the site made itself and used; the register of contracts is not asked. #}
    case when onsite_metered_kwh is not null then least(onsite_metered_kwh, facility_kwh) end as onsite_kwh,
    case
        when facility_metered_kwh is not null then 'facility_meter' when facility_kwh is not null then 'it_times_pue'
    end as facility_basis,
    case when facility_metered_kwh is not null then cast(facility_kwh as double) / nullif(it_kwh, 0) else pue_ratio end as pue,
    case when facility_metered_kwh is not null and it_metered_kwh is not null then 'metered' else pue_source end as pue_basis,
    wue_l_per_kwh,
    coalesce(water_metered_l, {{ measured('cast(it_kwh as double) * wue_l_per_kwh') }}) as water_site_l,
    case when water_metered_l is not null then 'water_meter' when it_kwh * wue_l_per_kwh is not null then 'it_times_wue' end as water_basis,
    {# Handed over outside the site; a meter that lacks the month has no figure. #}
    heat_reuse_kwh,
    is_meter_gap or facility_kwh is null as is_gap,
    {# Metered, or modelled where nothing but hosts tell it and their energy is. #}
    case when coalesce(facility_metered_kwh, it_metered_kwh) is not null or coalesce(method_tier, 0) <= 4 then 3 else 4 end as evidence_tier
from facility_known
