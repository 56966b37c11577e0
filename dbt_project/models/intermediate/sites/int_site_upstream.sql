{#
  Upstream of own electricity: well-to-tank of generation, losses of the grid, and well-to-tank of those losses. Own energy stands in
  category 3; a service holds its upstream in its own line. Under market, well-to-tank of generation stands on uncovered kWh alone and
  losses stand alike.
#}
{% set losses %}{{ total_of(['factors.td_loss_kgco2e_per_kwh', 'factors.wtt_td_kgco2e_per_kwh']) }}{% endset %}
with covered as (
    select site_id, activity_month, part, sum(covered_kwh) as covered_kwh
    from {{ ref('int_site_coverage') }}
    where instrument_kind <> 'onsite_attributes'
    group by site_id, activity_month, part
),

based as (
    select
        lines.site_id, lines.activity_month, lines.part, lines.upstream_rule_id as rule_id, 3 as scope,
        lines.upstream_s3_category as s3_category, lines.evidence_tier, lines.grid_kwh,
        greatest(lines.grid_kwh - coalesce(covered.covered_kwh, 0), 0) as uncovered_kwh,
        factors.wtt_generation_kgco2e_per_kwh as generation_kgco2e_per_kwh,
        {{ losses }} as losses_kgco2e_per_kwh
    from {{ ref('int_site_lines') }} as lines
    inner join {{ ref('int_sites_factored') }} as factors
        on lines.site_id = factors.region_id and lines.activity_month = factors.activity_month
    left join covered
        on lines.site_id = covered.site_id and lines.activity_month = covered.activity_month and lines.part = covered.part
    where lines.upstream_rule_id is not null
)

{% for method in emission_methods() %}
    {% for flow, line in [('generation', '3b'), ('losses', '3c')] %}
        select
            site_id, activity_month, part, rule_id, scope, s3_category,
            case when s3_category = 3 then '{{ line }}' else '1.1' end as s3_subcategory,
            evidence_tier, '{{ method }}' as method, '{{ flow }}' as flow,
            {{ part_of(
                'uncovered_kwh' if method == 'market' and flow == 'generation' else 'grid_kwh', flow ~ '_kgco2e_per_kwh'
            ) }} as kgco2e
        from based
        where {{ flow }}_kgco2e_per_kwh is not null
        {{ 'union all' if not loop.last }}
    {% endfor %}
    {{ 'union all' if not loop.last }}
{% endfor %}
