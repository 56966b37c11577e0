{# Rules that give usage an owner; the smallest priority wins. #}
select
    rule_id,
    cast(priority as int) as priority,
    kind as rule_kind,
    tag_key,
    pattern,
    team_id,
    valid_from,
    valid_to
from {{ source('raw', 'organisation_attribution_rules') }}
