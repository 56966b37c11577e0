{#
  The same run or service in another region, and the same answers by another company's model. Both sides on one boundary, direct where both
  have it, lifecycle where both have that; else the comparison is refused and says so.
#}
with subjects as (
    {{ ai_subjects() }}
),

spread as (
    select value_low, value_high from {{ ref('what_if_policies') }} where policy_id = 'intensity_relative'
),

vendors as (
    select provider, max(country_iso2) as country_iso2, max(pue) as pue, min(pue_low) as pue_low, max(pue_high) as pue_high
    from {{ ref('ai_vendors') }}
    where vendor_kind = 'direct'
    group by provider
),

arms as (
    select
        arms.arm_id, arms.arm_kind,
        case when arms.arm_kind = 'region' then arms.provider else 'country' end as provider,
        coalesce(arms.place_id, vendors.country_iso2) as place_id,
        vendors.pue, vendors.pue_low, vendors.pue_high,
        rates.it_kwh_per_token, rates.hardware_kgco2e_per_token, rates.hardware_low_kgco2e_per_token, rates.hardware_high_kgco2e_per_token,
        rates.whole_estimate_low, rates.whole_estimate_high
    from {{ ref('dim_what_if_arm') }} as arms
    left join vendors on arms.arm_kind = 'model_api' and arms.provider = vendors.provider
    left join {{ ref('ai_models') }} as models
        on arms.arm_kind = 'model_api' and {{ matches_glob('arms.model_name', 'models.name_glob') }}
    left join {{ ref('int_api_models_rated') }} as rates
        on models.active_billion = rates.active_billion and models.total_billion = rates.total_billion
    where arms.arm_kind in ('region', 'model_api')
),

compared as (
    select
        subjects.*,
        arms.arm_id, arms.arm_kind,
        arms.pue as arm_pue, arms.pue_low as arm_pue_low, arms.pue_high as arm_pue_high,
        arms.it_kwh_per_token, arms.hardware_kgco2e_per_token, arms.hardware_low_kgco2e_per_token, arms.hardware_high_kgco2e_per_token,
        arms.whole_estimate_low, arms.whole_estimate_high,
        base.boundary, base.kgco2e_per_kwh as base_intensity,
        {{ intensity_bound('base', 'low', 'spread') }} as base_intensity_low,
        {{ intensity_bound('base', 'high', 'spread') }} as base_intensity_high,
        other.kgco2e_per_kwh as intensity,
        {{ intensity_bound('other', 'low', 'spread') }} as intensity_low,
        {{ intensity_bound('other', 'high', 'spread') }} as intensity_high,
        other.pue
    from subjects
    cross join arms
    cross join spread
    left join {{ ref('int_ai_places_factored') }} as other
        on
            arms.provider = other.provider and arms.place_id = other.place_id
            and subjects.activity_month = other.activity_month
    left join {{ ref('int_ai_places_factored') }} as base
        on
            subjects.provider = base.provider and subjects.place_id = base.place_id
            and subjects.activity_month = base.activity_month and other.boundary = base.boundary
    where
        (arms.arm_kind = 'region' or subjects.subject_kind = 'service')
        and not (arms.provider = subjects.provider and arms.place_id = subjects.place_id)
    qualify row_number() over (
        partition by subjects.subject_kind, subjects.subject_id, subjects.activity_month, arms.arm_id
        order by base.boundary is null, other.boundary
    ) = 1
),

judged as (
    select
        compared.*,
        case
            when is_undivided then 'undivided_figure'
            when facility_kwh is null then 'nothing_booked'
            when boundary is null then 'no_common_boundary'
            when arm_kind = 'model_api' and tokens_out is null then 'unit_not_counted'
            when arm_kind = 'model_api' and it_kwh_per_token is null then 'unknown_model_size'
        end as refused_reason,
        case when arm_kind = 'region' then coalesce(it_kwh * pue, facility_kwh) else tokens_out * it_kwh_per_token * arm_pue end as kwh
    from compared
)

select
    subject_kind, subject_id, activity_month, team_id, arm_id, arm_kind, boundary, refused_reason,
    duration_hours as base_duration_hours,
    case when arm_kind = 'region' then duration_hours end as duration_hours,
    {{ measured('facility_kwh') }} as base_energy_kwh,
    {{ measured('case when refused_reason is null then kwh end') }} as energy_kwh,
    {% for bound in ['', '_low', '_high'] %}
        {{ measured('case when refused_reason is null then facility_kwh * base_intensity' ~ bound ~ ' + hardware end') }}
            as base{{ bound }}_kgco2e,
        {{ measured(
            "case when refused_reason is null and arm_kind = 'region' then kwh * intensity" ~ bound ~ " + hardware "
            ~ "when refused_reason is null then kwh * intensity" ~ bound
            ~ (' * whole_estimate' ~ bound ~ ' * arm_pue' ~ bound ~ ' / arm_pue' if bound else '')
            ~ " + tokens_out * hardware" ~ bound ~ "_kgco2e_per_token end"
        ) }} as arm{{ bound }}_kgco2e{{ ',' if not loop.last }}
    {% endfor %}
from judged
