{#
  What stands beside the table of emissions: biogenic CO2, contractual instruments, primary data, Scope 3 on either basis of energy, and
  intensity per net revenue with its reconciliation.
#}
with points as (
    {{ disclosed('datapoints_esrs', "datapoints.table_name = 'ghg_other'") }}
)

select
    {{ disclosure_columns('points') }},
    elections.framework_version is not null as is_elected
from points
{{ joined_election('points') }}
