{#
  How good the data behind a year's total are: the score of each evidence tier weighed by what it makes of the total. A reversal takes its
  estimate out of the tier that it stood in.
#}
{% set line = ['entity_id', 'fiscal_year', 'scope_set', 'method'] %}
with entries as (
    {{ statutory_entries() }}
),

tiered as (
    select {{ line | join(', ') }}, evidence_tier, sum(kgco2e) as kgco2e, abs(sum(kgco2e)) as weight
    from entries
    group by {{ line | join(', ') }}, evidence_tier
),

scored as (
    select tiered.*, tiers.title, tiers.dq_score, tiers.is_primary, tiers.pedigree_gsd2
    from tiered
    left join {{ ref('dim_evidence_tier') }} as tiers on tiered.evidence_tier = tiers.evidence_tier
)

select
    {{ line | join(', ') }}, evidence_tier, title, dq_score, is_primary, pedigree_gsd2,
    {{ tonnes('kgco2e') }} as tco2e,
    cast(weight as double) / nullif(cast(sum(weight) over whole as double), 0) as emission_share,
    cast(sum(weight * dq_score) over whole as double) / nullif(cast(sum(weight) over whole as double), 0) as total_dq_score,
    cast(sum(case when is_primary then weight else weight * 0 end) over whole as double)
    / nullif(cast(sum(weight) over whole as double), 0) as total_primary_share
from scored
window whole as (partition by {{ line | join(', ') }})
