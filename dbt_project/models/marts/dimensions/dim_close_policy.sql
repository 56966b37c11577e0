{#
  Thresholds of the books: when a closed year is restated, which the entity may set, and when a check before a close warns or refuses.
#}
with thresholds as (
    select
        defaults.*, policy.restatement_threshold,
        defaults.policy_id = 'restatement_threshold_share' and policy.is_own_threshold as is_own
    from {{ ref('close_policy') }} as defaults
    cross join {{ ref('int_disclosure_policies') }} as policy
)

select
    policy_id,
    case when is_own then restatement_threshold else value end as value,
    unit,
    meaning,
    case when is_own then 'the entity' else publisher end as publisher,
    case when is_own then 'register disclosure_policy' else edition end as edition,
    case when is_own then 'disclosure_policy.csv: restatement_threshold' else source_locator end as source_locator
from thresholds
