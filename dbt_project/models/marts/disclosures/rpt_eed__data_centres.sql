{#
  Indicators of data centres by calendar year, as Regulation (EU) 2024/1364 counts them: by meters alone. What no meter says, or not in
  every month, is null with its reason; energy reckoned with a PUE is no measurement of one. Renewable energy is what contracts prove.
  Averages over places are weighted by their energy, and stand only where every place has the figure.
#}
{% set metered = ['e_dc_kwh', 'e_it_kwh', 'w_in_m3', 'e_reuse_kwh'] %}
{% set claims = {'e_res_goo_kwh': ['eac_site', 'eac_entity'], 'e_res_ppa_kwh': ['ppa', 'bundled_contract'],
                 'e_res_os_kwh': ['onsite_attributes']} %}
{% set indicators = ['pue', 'wue_m3_per_mwh', 'erf', 'renewable_factor'] %}
{% set sums = metered + (claims | list) + ['e_res_tot_kwh'] %}
with entity as (
    select coalesce(min(entity_id), 'unregistered') as entity_id from {{ ref('dim_entity') }}
),

months as (
    select
        site_id,
        activity_month,
        cast(extract(year from activity_month) as int) as calendar_year,
        case when facility_basis = 'facility_meter' then facility_kwh end as e_dc_kwh,
        case when it_metered_kwh is not null then it_kwh end as e_it_kwh,
        {{ measured("case when water_basis = 'water_meter' then water_site_l end / " ~ l_per_m3()) }} as w_in_m3,
        heat_reuse_kwh as e_reuse_kwh
    from {{ ref('fct_site_energy_monthly') }}
),

years as (
    select
        site_id,
        calendar_year,
        min(activity_month) as first_month,
        max(activity_month) as last_month,
        cast(count(*) as int) as month_count,
        {% for column in metered %}{{ year_of_months(column) }}{{ ',' if not loop.last }}{% endfor %}
    from months
    group by site_id, calendar_year
),

claimed as (
    select
        site_id,
        activity_year,
        {% for column, kinds in claims.items() %}
            coalesce(sum(applied_kwh) filter (where instrument_kind in ('{{ kinds | join("', '") }}')), 0) as {{ column }},
        {% endfor %}
        coalesce(sum(applied_kwh) filter (where instrument_kind in ('{{ claims.values() | sum(start=[]) | join("', '") }}')), 0)
            as e_res_tot_kwh
    from {{ ref('fct_instrument_allocations') }}
    where attests = 'renewable'
    group by site_id, activity_year
),

registered as (
    select
        years.site_id,
        years.calendar_year,
        sites.site_name,
        sites.country_iso2,
        sites.boundary,
        sites.control,
        {# Who rents a cage operates no data centre; its operator reports. #}
        coalesce(sites.boundary, 'owned') in ('owned', 'leased') and coalesce(sites.control, 'operational') <> 'none' as is_operated
    from years
    left join {{ ref('dim_site') }} as sites
        on
            years.site_id = sites.site_id and coalesce(sites.valid_from, years.last_month) <= last_day(years.last_month)
    qualify row_number() over (partition by years.site_id, years.calendar_year order by sites.valid_from desc nulls last) = 1
),

of_sites as (
    select
        years.*,
        registered.site_name,
        registered.country_iso2,
        registered.boundary,
        registered.control,
        registered.is_operated,
        {% for column in (claims | list) + ['e_res_tot_kwh'] %}coalesce(claimed.{{ column }}, 0) as {{ column }}, {% endfor %}
        {{ measured('cast(years.e_dc_kwh as double) / nullif(years.e_it_kwh, 0)') }} as pue,
        {{ measured('cast(years.w_in_m3 as double) / (nullif(years.e_it_kwh, 0) / ' ~ kwh_per_mwh() ~ ')') }} as wue_m3_per_mwh,
        {{ measured('cast(years.e_reuse_kwh as double) / nullif(years.e_dc_kwh, 0)') }} as erf,
        {# More than all of it cannot be claimed; without its energy nothing is said. #}
        {{ measured(
            'case when years.e_dc_kwh > 0 then least(1, cast(coalesce(claimed.e_res_tot_kwh, 0) as double) / years.e_dc_kwh) end'
        ) }} as renewable_factor
    from years
    inner join registered on years.site_id = registered.site_id and years.calendar_year = registered.calendar_year
    left join claimed on years.site_id = claimed.site_id and years.calendar_year = claimed.activity_year
),

places as (
    select
        'site' as breakdown_kind, site_id as breakdown_value, calendar_year, site_name, country_iso2, boundary, control, is_operated,
        first_month, last_month, month_count, cast(1 as int) as place_count,
        {{ sums | join(', ') }}, {{ indicators | join(', ') }},
        {% for column in metered %}{{ column }}_lack, {% endfor %}
        coalesce(e_dc_kwh_lack, e_it_kwh_lack) as pue_lack, coalesce(w_in_m3_lack, e_it_kwh_lack) as wue_lack,
        coalesce(e_reuse_kwh_lack, e_dc_kwh_lack) as erf_lack, e_dc_kwh_lack as ref_lack
    from of_sites
    {% for kind, value in [('country', 'country_iso2'), ('none', 'cast(null as string)')] %}
        union all
        select
            '{{ kind }}' as breakdown_kind, {{ value }} as breakdown_value, calendar_year, cast(null as string) as site_name,
            {{ value }} as country_iso2, cast(null as string) as boundary, cast(null as string) as control, true as is_operated,
            min(first_month) as first_month, max(last_month) as last_month, max(month_count) as month_count,
            cast(count(*) as int) as place_count,
            {% for column in sums %}case when count({{ column }}) = count(*) then sum({{ column }}) end as {{ column }}, {% endfor %}
            {% for column in indicators %}
                case when count({{ column }}) = count(*) and count(e_dc_kwh) = count(*) then {{ measured(
                    'cast(sum(' ~ measured(column ~ ' * cast(e_dc_kwh as double)') ~ ') as double) / nullif(sum(e_dc_kwh), 0)'
                ) }} end as {{ column }},
            {% endfor %}
            {% for lack in metered + ['pue', 'wue', 'erf', 'ref'] %}
                'not known at every place' as {{ lack }}_lack{{ ', ' if not loop.last }}
            {% endfor %}
        from of_sites
        where is_operated
        group by calendar_year{{ ', country_iso2' if kind == 'country' }}
    {% endfor %}
)

select
    {{ datapoint_row(
        'points', 'entity.entity_id', 'places.calendar_year', 'places.breakdown_kind', 'places.breakdown_value',
        of_concept('points', {
            'EED_COUNT': 'places.place_count', 'EED_E_DC': 'e_dc_kwh', 'EED_E_IT': 'e_it_kwh', 'EED_PUE': 'pue', 'EED_W_IN': 'w_in_m3',
            'EED_WUE': 'wue_m3_per_mwh', 'EED_E_REUSE': 'e_reuse_kwh', 'EED_ERF': 'erf', 'EED_E_RES_TOT': 'e_res_tot_kwh',
            'EED_E_RES_GOO': 'e_res_goo_kwh', 'EED_E_RES_PPA': 'e_res_ppa_kwh', 'EED_E_RES_OS': 'e_res_os_kwh',
            'EED_REF': 'renewable_factor',
        }),
        of_concept('points', {
            'EED_E_DC': 'e_dc_kwh_lack', 'EED_E_IT': 'e_it_kwh_lack', 'EED_W_IN': 'w_in_m3_lack',
            'EED_E_REUSE': 'e_reuse_kwh_lack',
            'EED_PUE': "coalesce(pue_lack, 'no IT energy')", 'EED_WUE': "coalesce(wue_lack, 'no IT energy')",
            'EED_ERF': "coalesce(erf_lack, 'no energy')", 'EED_REF': "coalesce(ref_lack, 'no energy')",
        }, "'in no register here'")
    ) }},
    places.site_name, places.country_iso2, places.boundary, places.control, places.is_operated, places.first_month, places.last_month,
    places.month_count, places.place_count
from places
inner join {{ ref('datapoints_eed') }} as points on (places.breakdown_kind = 'site') = (points.requirement <> 'annex_4')
cross join entity
