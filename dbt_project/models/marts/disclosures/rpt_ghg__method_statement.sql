{#
  How a fiscal year's figures were made: boundaries, methods, warming potentials, editions of factors, what is left out and why, and which
  part is estimated. The statutory view of the books, without what is amortised. A line that is words has no value and says so.
#}
with books as (
    select
        ledger.*,
        {{ fiscal_year('ledger.activity_month', 'entities.fiscal_year_start_month') }} as fiscal_year,
        coalesce(entities.scope3_energy_basis, 'location') as stated_method
    from {{ ref('fct_carbon_ledger') }} as ledger
    left join {{ ref('dim_entity') }} as entities on ledger.entity_id = entities.entity_id
    where ledger.recognition_basis <> 'amortised'
),

years as (
    select
        entity_id,
        fiscal_year,
        min(stated_method) as stated_method,
        {{ joined_text("concat_ws(' category ', concat('Scope ', scope), s3_category)") }} as scopes,
        {{ joined_text("case when site_id is null then provider end") }} as bought_from
    from books
    group by entity_id, fiscal_year
),

set_uses as (
    select entity_id, fiscal_year, factor_set_id, count(*) as entry_count
    from books
    group by entity_id, fiscal_year, factor_set_id
),

set_factors as (
    select distinct gathered.ledger_factor_set_id, factors.publisher, factors.edition, factors.factor_family
    from {{ ref('bridge_ledger_factor_sets') }} as gathered
    inner join {{ ref('bridge_factor_sets') }} as members on gathered.factor_set_id = members.factor_set_id
    inner join {{ ref('dim_factor') }} as factors on members.factor_id = factors.factor_id
),

set_editions as (
    select ledger_factor_set_id, concat_ws(', ', publisher, edition) as edition, {{ joined_text('factor_family') }} as families
    from set_factors
    group by ledger_factor_set_id, concat_ws(', ', publisher, edition)
),

editions as (
    select
        set_uses.entity_id,
        set_uses.fiscal_year,
        set_editions.edition,
        sum(set_uses.entry_count) as entry_count,
        {{ joined_text('set_editions.families') }} as families
    from set_uses
    inner join set_editions on set_uses.factor_set_id = set_editions.ledger_factor_set_id
    group by set_uses.entity_id, set_uses.fiscal_year, set_editions.edition
),

lifecycle as (
    select distinct ledger_factor_set_id from set_factors where factor_family = 'grid_lifecycle'
),

site_years as (
    select distinct books.entity_id, books.fiscal_year, sites.site_id, sites.boundary, sites.control, sites.overhead_treatment
    from books
    inner join {{ ref('dim_site') }} as sites on books.site_id = sites.site_id
),

shares as (
    {% for method in ['location', 'market'] %}
        select
            entity_id, fiscal_year, 'METHOD_ESTIMATED_SHARE' as concept_key, '{{ method }}' as breakdown_value,
            cast(coalesce(sum(kgco2e) filter (where evidence_tier >= 4), 0) as double) / nullif(sum(kgco2e), 0) as share
        from books
        where method in ('{{ method }}', 'na')
        group by entity_id, fiscal_year
        union all
    {% endfor %}
    select
        entity_id, fiscal_year, 'METHOD_PLACEHOLDER_SHARE' as concept_key, 'market' as breakdown_value,
        cast(coalesce(sum(energy_kwh) filter (where not is_market_complete), 0) as double) / nullif(sum(energy_kwh), 0) as share
    from books
    where method = 'market'
    group by entity_id, fiscal_year
    union all
    select
        books.entity_id, books.fiscal_year, 'METHOD_LIFECYCLE_SHARE' as concept_key, 'location' as breakdown_value,
        cast(coalesce(sum(books.energy_kwh) filter (where lifecycle.ledger_factor_set_id is not null), 0) as double)
        / nullif(sum(books.energy_kwh), 0) as share
    from books
    left join lifecycle on books.factor_set_id = lifecycle.ledger_factor_set_id
    where books.method = 'location' and books.component = 'electricity'
    group by books.entity_id, books.fiscal_year
),

said as (
    {% for concept, column in {
        'METHOD_CONSOLIDATION': 'entities.consolidation_approach', 'METHOD_GWP': 'entities.gwp_target',
        'METHOD_S3_BASIS': 'years.stated_method', 'METHOD_SCOPES': 'years.scopes', 'METHOD_BOUGHT': 'years.bought_from',
    }.items() %}
        select
            years.entity_id, years.fiscal_year, '{{ concept }}' as concept_key, 'none' as breakdown_kind,
            cast(null as string) as breakdown_value, cast(null as double) as value, {{ column }} as text
        from years
        left join {{ ref('dim_entity') }} as entities on years.entity_id = entities.entity_id
        union all
    {% endfor %}
    select entity_id, fiscal_year, 'METHOD_SITE' as concept_key, 'site' as breakdown_kind, site_id as breakdown_value,
        cast(null as double) as value,
        {# A site that changed hands within the year was each of both. #}
        {{ joined_text("concat_ws(', ', boundary, 'control ' || control, 'overhead ' || overhead_treatment)", "'; '") }} as text
    from site_years
    group by entity_id, fiscal_year, site_id
    union all
    select entity_id, fiscal_year, 'METHOD_EDITION' as concept_key, 'edition' as breakdown_kind, edition as breakdown_value,
        cast(entry_count as double) as value, families as text
    from editions
    union all
    select entity_id, fiscal_year, concept_key, 'method' as breakdown_kind, breakdown_value, share as value,
        cast(null as string) as text
    from shares
    union all
    select entity_id, fiscal_year, 'METHOD_EXCLUSION' as concept_key, 'concept' as breakdown_kind, concept_key as breakdown_value,
        cast(null as double) as value, omitted_reason as text
    from {{ ref('fct_disclosure_values') }}
    where statement = 'current' and breakdown_kind = 'none' and value is null and concept_key like 'S%'
    union all
    select years.entity_id, years.fiscal_year, 'METHOD_GAP' as concept_key, 'site' as breakdown_kind, gaps.site_id as breakdown_value,
        cast(count(*) as double) as value, {{ joined_text("concat_ws(' ', gaps.component, gaps.reason, gaps.subject)") }} as text
    from years
    left join {{ ref('dim_entity') }} as entities on years.entity_id = entities.entity_id
    inner join {{ ref('fct_site_gaps') }} as gaps
        on years.fiscal_year = {{ fiscal_year('gaps.activity_month', 'entities.fiscal_year_start_month') }}
    group by years.entity_id, years.fiscal_year, gaps.site_id
)

select
    {{ datapoint_row(
        'points', 'years.entity_id', 'years.fiscal_year', "coalesce(said.breakdown_kind, 'none')", 'said.breakdown_value', 'said.value',
        "case when coalesce(said.text, points.text) is null then 'nothing of the kind' else 'narrative' end"
    ) }},
    coalesce(said.text, points.text) as text
from years
cross join {{ ref('datapoints_ghg_method') }} as points
left join said
    on years.entity_id = said.entity_id and years.fiscal_year = said.fiscal_year and points.concept_key = said.concept_key
