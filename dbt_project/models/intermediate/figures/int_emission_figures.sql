{#
  What is booked, entry by entry: every estimate as it accrued, the reversal of what a cloud's own figure displaced, and that figure
  by owner. Models that a vendor runs for us stand beside. Location, hourly location and market never add; `na` rows belong to every method.
#}
{% set key = cloud_key() %}
{% set estimate_columns_kept = ['team_id', 'evidence_tier', 'component'] %}
with estimates as (
    select * from {{ ref('int_estimate_figures') }}
),

keys_covered as (
    select distinct {{ key | join(', ') }}, method from {{ ref('int_bundles_selected') }}
    union
    select distinct {{ key | join(', ') }}, 'na' as method from {{ ref('int_bundles_selected') }}
),

displaced as (
    select
        estimates.*,
        covered.method as reversed_method,
        covered.posting_month as reversal_month
    from estimates
    inner join {{ ref('int_components_covered') }} as covered
        on
            {{ same_cloud_key('estimates', 'covered') }}
            and not estimates.is_marketplace
            and estimates.component = covered.component
            and (estimates.method = covered.method or estimates.method = 'na')
    {# What every method displaces is reversed once, under `na`. #}
    qualify covered.method = 'na' or max(case when covered.method = 'na' then 1 else 0 end) over (
        partition by {% for column in key + estimate_columns_kept %}estimates.{{ column }}, {% endfor %}estimates.method,
            estimates.market_basis, estimates.is_market_complete
    ) = 0
),

keys_displaced as (
    select distinct {{ key | join(', ') }}, component, method from displaced
),

accrued as (
    select
        estimates.*,
        keys_displaced.component is null and keys_covered.provider is not null and not estimates.is_marketplace as is_gap_fill
    from estimates
    left join keys_covered
        on {{ same_cloud_key('estimates', 'keys_covered') }} and estimates.method = keys_covered.method
    left join keys_displaced
        on
            {{ same_cloud_key('estimates', 'keys_displaced') }}
            and estimates.component = keys_displaced.component and estimates.method = keys_displaced.method
),

provided as (
    select
        {{ key | join(', ') }}, team_id, evidence_tier, bundle, covered_components, method, posting_month, is_printed, slice_ids,
        concat('provider.', tool, '.', model_version) as factor_sets,
        {{ measured('sum(energy_kwh)') }} as energy_kwh,
        {{ measured('sum(kgco2e)') }} as kgco2e
    from {{ ref('int_bundles_allocated') }}
    group by
        {{ key | join(', ') }}, team_id, evidence_tier, bundle, covered_components, method, posting_month, is_printed, slice_ids,
        tool, model_version
)

select
    {{ key | join(', ') }}, team_id, evidence_tier, is_marketplace, component,
    cast(null as string) as bundle, cast(null as string) as covered_components,
    method, market_basis, is_market_complete, 'accrual' as entry_type, activity_month as posting_month,
    cast(null as string) as reversed_method,
    case when is_gap_fill then 'gap_fill' end as reason,
    factor_sets, slice_ids, energy_kwh, kgco2e, low_kgco2e, high_kgco2e
from accrued
union all
select
    {{ key | join(', ') }}, team_id, evidence_tier, is_marketplace, component,
    cast(null as string) as bundle, cast(null as string) as covered_components,
    reversed_method as method, market_basis, is_market_complete, 'reversal' as entry_type, reversal_month as posting_month,
    method as reversed_method,
    'provider_figure' as reason,
    factor_sets, slice_ids, -energy_kwh as energy_kwh, -kgco2e as kgco2e, -low_kgco2e as low_kgco2e, -high_kgco2e as high_kgco2e
from displaced
union all
select
    {{ key | join(', ') }}, team_id, evidence_tier, false as is_marketplace, concat('bundle:', bundle) as component,
    bundle, covered_components, method,
    case when method = 'market' and {{ in_list('covered_components', "'electricity'") }} then 'provider' end as market_basis,
    case when method = 'market' and {{ in_list('covered_components', "'electricity'") }} then true end as is_market_complete,
    'actual' as entry_type, posting_month,
    cast(null as string) as reversed_method,
    case when is_printed then 'provider_figure' else 'no_row_in_final_month' end as reason,
    factor_sets, slice_ids, energy_kwh, kgco2e,
    cast(null as decimal(38, 9)) as low_kgco2e, cast(null as decimal(38, 9)) as high_kgco2e
from provided
union all
select
    {{ key | join(', ') }}, team_id, evidence_tier, is_marketplace, component, bundle, covered_components,
    method, market_basis, is_market_complete, entry_type, posting_month, reversed_method, reason,
    factor_sets, slice_ids, energy_kwh, kgco2e, low_kgco2e, high_kgco2e
from {{ ref('int_api_figures') }}
