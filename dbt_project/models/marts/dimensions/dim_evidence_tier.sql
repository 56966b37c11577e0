{#
  How good the data of each evidence tier are, and how far such a figure may be off by its pedigree alone: the square of the geometric
  standard deviation, by which a value may be too high or too low in 95 of 100 cases.
#}
{% set factors = ['precision_u', 'completeness_u', 'temporal_u', 'geographic_u', 'technology_u', 'basic_u'] %}
select
    evidence_tier,
    title,
    dq_score,
    is_primary,
    exp(sqrt({% for factor in factors %}ln({{ factor }}) * ln({{ factor }}){{ ' + ' if not loop.last }}{% endfor %})) as pedigree_gsd2
from {{ ref('evidence_tiers') }}
