{# Teams as registered, and `unattributed`, which owns what no rule matched. #}
{{ config(materialized='view') }}
select team_id, team_name, cost_center, false as is_unattributed
from {{ ref('stg_organisation__teams') }}
union all
select 'unattributed' as team_id, 'Unattributed' as team_name, cast(null as string) as cost_center, true as is_unattributed
