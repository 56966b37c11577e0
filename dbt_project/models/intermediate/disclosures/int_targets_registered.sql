{# Targets as registered, with the disclosed quantity that each is of. #}
select
    targets.*,
    concepts.concept_key
from {{ ref('stg_organisation__targets') }} as targets
left join {{ ref('disclosure_concepts') }} as concepts
    on
        targets.scope_set = concepts.scope_set
        and concepts.s3_category is null
        and concepts.method in ('na', 'stated', targets.method)
