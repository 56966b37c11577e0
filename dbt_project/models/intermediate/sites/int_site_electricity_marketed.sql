{#
  Market-based figures of own electricity: what contracts cover at their rates, the rest by supplier's rate, residual mix or location,
  as the grid's state allows. Never below zero, for nothing covers more than was used.
#}
{% set columns = ['site_id', 'activity_month', 'part', 'rule_id', 'scope', 's3_category', 's3_subcategory', 'evidence_tier'] %}
with covered as (
    select site_id, activity_month, part, sum(covered_kwh) as covered_kwh
    from {{ ref('int_site_coverage') }}
    group by site_id, activity_month, part
),

uncovered as (
    select lines.*, greatest(lines.energy_kwh - coalesce(covered.covered_kwh, 0), 0) as uncovered_kwh
    from {{ ref('int_site_lines') }} as lines
    left join covered
        on lines.site_id = covered.site_id and lines.activity_month = covered.activity_month and lines.part = covered.part
)

select
    {% for column in columns %}lines.{{ column }}, {% endfor %}
    'market' as method,
    coverage.instrument_kind as market_basis,
    true as is_market_complete,
    coverage.covered_kwh as energy_kwh,
    coverage.covered_kgco2e as kgco2e
from {{ ref('int_site_coverage') }} as coverage
inner join {{ ref('int_site_lines') }} as lines
    on coverage.site_id = lines.site_id and coverage.activity_month = lines.activity_month and coverage.part = lines.part
union all
select
    {% for column in columns %}uncovered.{{ column }}, {% endfor %}
    'market' as method,
    factors.market_basis,
    factors.is_market_complete,
    uncovered.uncovered_kwh as energy_kwh,
    {{ part_of('uncovered.uncovered_kwh', 'factors.market_kgco2e_per_kwh') }} as kgco2e
from uncovered
inner join {{ ref('int_sites_factored') }} as factors
    on uncovered.site_id = factors.region_id and uncovered.activity_month = factors.activity_month
where (uncovered.uncovered_kwh > 0 or uncovered.energy_kwh = 0) and factors.market_kgco2e_per_kwh is not null
