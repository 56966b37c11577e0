{#
  What part of each cloud's own figure an owner is booked: the weights of its resources over those of all. The weights are estimates of
  what the figure covers, else cost; where there is neither, the figure is nobody's and whole.
#}
{% set whole = cloud_key() + ['method', 'bundle', 'covered_components', 'tool', 'model_version', 'slice_ids', 'is_printed',
                              'allocation_basis'] %}
with shares as (
    select
        {{ whole | join(', ') }}, team_id, evidence_tier,
        {{ priced('sum(weight)') }} as team_weight,
        {{ measured('sum(kgco2e)') }} as kgco2e,
        count(*) as rounded_row_count
    from {{ ref('int_bundles_allocated') }}
    group by {{ whole | join(', ') }}, team_id, evidence_tier
)

select
    {{ whole | join(', ') }}, team_id, evidence_tier, team_weight,
    {{ priced('sum(team_weight) over figure') }} as whole_weight,
    {{ measured('sum(kgco2e) over figure') }} as bundle_kgco2e,
    kgco2e,
    cast(sum(rounded_row_count) over figure as bigint) as rounded_row_count
from shares
window figure as (partition by {{ (cloud_key() + ['method', 'bundle']) | join(', ') }})
