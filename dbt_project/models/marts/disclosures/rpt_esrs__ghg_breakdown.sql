{#
  Scope 1 and 2 by control (paragraph 50), country, gas and site, and Scope 3 by country; each sums to the figure of the table. A name of
  the taxonomy stands where it has a member for the part.
#}
with points as (
    {{ disclosed('datapoints_esrs', "datapoints.table_name = 'ghg_breakdown'", by_breakdown=true) }}
)

select
    {{ disclosure_columns('points', {
        'xbrl_qname': "case when coalesce(points.breakdown_value, '') <> 'not_specified' then points.xbrl_qname end",
        'xbrl_dimensions': "case when coalesce(points.breakdown_value, '') <> 'not_specified' then points.xbrl_dimensions end"
    }) }},
    elections.framework_version is not null as is_elected
from points
{{ joined_election('points') }}
{# A part that does not exist, such as a gas that nobody emits, is no row; control is always shown. #}
where points.value is not null or points.breakdown_kind = 'control'
