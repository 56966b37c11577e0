{#
  Energy of own operations by source (2023 set: E1-5, table of AR 34; 2026 set: E1-7). Clouds are no own operation. Renewable is what
  contracts prove; the rest is nuclear by the mix of its country, or fossil.
#}
with points as (
    {{ disclosed('datapoints_esrs', "datapoints.table_name = 'energy_mix'") }}
)

select
    {{ disclosure_columns('points') }},
    elections.framework_version is not null as is_elected
from points
{{ joined_election('points') }}
