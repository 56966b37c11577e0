{# Reduction targets and milestones with the disclosed quantity that each is of; gross, before credits and removals. #}
select
    target_id, scope_set, method, concept_key, base_year, base_kgco2e, target_year, target_kgco2e, is_science_based
from {{ ref('int_targets_registered') }}
