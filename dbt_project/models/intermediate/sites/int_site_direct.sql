{# Direct emissions of a site by fuel and gas under the line of its boundary, and the upstream of its fuels beside. #}
with burned as (
    select
        site_id, activity_month, 'fuel' as part, fuel,
        concat('fuel.', fuel, '.', unit) as factor_sets,
        sum(kgco2e) as direct_kgco2e, sum(upstream_kgco2e) as upstream_kgco2e
    from {{ ref('int_site_fuels_burned') }}
    group by site_id, activity_month, fuel, concat('fuel.', fuel, '.', unit)
    union all
    select
        site_id, activity_month, 'refrigerant' as part, gas as fuel,
        concat('refrigerant.', gas) as factor_sets,
        sum(kgco2e) as direct_kgco2e, cast(null as decimal(38, 9)) as upstream_kgco2e
    from {{ ref('int_site_refrigerants_lost') }}
    group by site_id, activity_month, gas
),

bounded as (
    select
        burned.*,
        scopes.rule_id,
        scopes.scope,
        scopes.s3_category,
        scopes.upstream_rule_id,
        scopes.upstream_s3_category
    from burned
    left join {{ ref('stg_organisation__sites') }} as sites
        on burned.site_id = sites.site_id and {{ holds_in_month('sites', 'burned.activity_month') }}
    left join {{ ref('site_line_scopes') }} as scopes
        on
            coalesce(sites.boundary, 'owned') = scopes.boundary
            and coalesce(sites.control, 'operational') = scopes.control
            and {{ overhead_treatment('sites') }} = scopes.overhead_treatment
            and burned.part = scopes.part
    qualify row_number() over (
        partition by burned.site_id, burned.activity_month, burned.part, burned.factor_sets
        order by sites.valid_from desc nulls last
    ) = 1
)

select
    site_id, activity_month, part, fuel, rule_id, scope, s3_category, cast(null as string) as s3_subcategory,
    case when scope = 1 then 's1_direct' else 'other' end as component, factor_sets, direct_kgco2e as kgco2e
from bounded
where direct_kgco2e is not null
union all
select
    site_id, activity_month, part, fuel, upstream_rule_id as rule_id, 3 as scope, upstream_s3_category as s3_category,
    '3a' as s3_subcategory, 'upstream' as component, factor_sets, upstream_kgco2e as kgco2e
from bounded
where upstream_kgco2e is not null and upstream_rule_id is not null
