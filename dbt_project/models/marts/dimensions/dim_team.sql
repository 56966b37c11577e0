{# Teams of the register and `unattributed`, which owns what no rule matched. #}
select team_id, team_name, cost_center, is_unattributed
from {{ ref('int_teams_registered') }}
