{#
  Energy of a site and month by the line of the inventory that it stands in: IT, and overhead by the row of the boundary register. What
  the site made itself and used is no energy of a grid. The parts sum to the facility's energy.
#}
with parts as (
    select site_id, activity_month, 'it' as part, it_kwh as energy_kwh, onsite_kwh, facility_kwh, evidence_tier
    from {{ ref('int_site_energy_monthly') }}
    union all
    select site_id, activity_month, 'overhead' as part, overhead_kwh as energy_kwh, onsite_kwh, facility_kwh, evidence_tier
    from {{ ref('int_site_energy_monthly') }}
)

select
    parts.site_id,
    parts.activity_month,
    parts.part,
    months.country_iso2,
    scopes.rule_id,
    scopes.scope,
    scopes.s3_category,
    scopes.s3_subcategory,
    scopes.upstream_rule_id,
    scopes.upstream_s3_category,
    parts.evidence_tier,
    parts.energy_kwh,
    coalesce({{ part_of('parts.energy_kwh', 'cast(parts.onsite_kwh as double) / nullif(parts.facility_kwh, 0)') }}, 0) as onsite_kwh,
    parts.energy_kwh
    - coalesce({{ part_of('parts.energy_kwh', 'cast(parts.onsite_kwh as double) / nullif(parts.facility_kwh, 0)') }}, 0) as grid_kwh
from parts
inner join {{ ref('int_site_months') }} as months
    on parts.site_id = months.site_id and parts.activity_month = months.activity_month
left join {{ ref('site_line_scopes') }} as scopes
    on
        months.boundary = scopes.boundary
        and months.control = scopes.control
        and months.overhead_treatment = scopes.overhead_treatment
        and parts.part = scopes.part
where parts.energy_kwh is not null
