{# Teams that own emissions. #}
select team_id, team_name, cost_center
from {{ source('raw', 'organisation_teams') }}
