{#
  Bundles that a tool printed for a key, one method at a time: location and market never add, and no model version meets another.
  A measure whose bundle lacks the one it needs (a missing LBM is no figure, never zero) stands alone with what it covers itself.
#}
{% set key = cloud_key() %}
with wholes as (
    select tool, model_from, method, bundle, {{ joined_text('components') }} as components
    from {{ ref('provider_coverage') }}
    group by tool, model_from, method, bundle
),

measures as (
    select
        {% for column in key %}figures.{{ column }}, {% endfor %}
        figures.tool,
        figures.model_version,
        coverage.method,
        coverage.measure,
        coverage.bundle as full_bundle,
        coverage.components,
        wholes.components as whole_components,
        figures.slice_id,
        figures.emissions_kgco2e,
        months.evidence_tier,
        months.posting_month,
        bool_or(coverage.is_required) over (
            partition by {% for column in key %}figures.{{ column }}, {% endfor %}coverage.method, coverage.bundle
        ) as is_whole
    from {{ ref('int_provider_figures') }} as figures
    inner join {{ ref('int_provider_months') }} as months
        on
            figures.tool = months.tool and figures.sub_account_id = months.sub_account_id
            and figures.activity_month = months.activity_month
    inner join {{ ref('provider_coverage') }} as coverage
        on
            figures.tool = coverage.tool
            and figures.measure = coverage.measure
            and figures.model_major >= coverage.model_from
            and figures.model_major <= coalesce(coverage.model_to, figures.model_major)
            and figures.activity_month >= coalesce(coverage.activity_from, figures.activity_month)
            and coverage.is_total = (not months.has_scopes)
    inner join wholes
        on
            coverage.tool = wholes.tool and coverage.model_from = wholes.model_from
            and coverage.method = wholes.method and coverage.bundle = wholes.bundle
    left join {{ ref('int_provider_unreported_regions') }} as unreported
        on figures.tool = unreported.tool and {{ matches_glob('figures.region_id', 'unreported.region_pattern') }}
    where
        figures.is_counted and not months.is_partial and figures.emissions_kgco2e is not null
        and unreported.region_pattern is null
)

select
    {{ key | join(', ') }},
    tool,
    model_version,
    method,
    full_bundle,
    case when is_whole then full_bundle else measure end as bundle,
    is_whole,
    case when is_whole then whole_components else components end as covered_components,
    evidence_tier,
    posting_month,
    {{ joined_text('slice_id') }} as slice_ids,
    {{ measured('sum(emissions_kgco2e)') }} as kgco2e
from measures
group by
    {{ key | join(', ') }}, tool, model_version, method, full_bundle,
    case when is_whole then full_bundle else measure end, is_whole,
    case when is_whole then whole_components else components end, evidence_tier, posting_month
