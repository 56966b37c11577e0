{# Teams that work for the others, and when. #}
select
    team_id,
    valid_from,
    valid_to
from {{ source('raw', 'organisation_shared_teams') }}
