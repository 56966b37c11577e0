{#
  What each team is charged for, line by line. What a shared team has is borne by the others, split by largest remainder in proportion to
  their direct kilograms before shares, in which a negative one counts nothing; without such a base evenly; without others it stays.
  A true-up follows the month that it corrects: its shares, its method and its price.
#}
{% set row_key = ['posting_month', 'activity_month', 'team_id', 'line_kind', 'method', 'part'] %}
{% set ruled = ['unattributed_owner', 'price_id', 'price_kind', 'currency', 'price_year', 'price_per_tco2e'] %}
{% set parts = chargeback_parts() %}
{% set in_kg = 'lines.part in (' ~ quoted(parts) ~ ')' %}
with months as (
    select distinct activity_month from {{ ref('fct_chargeback_bases') }}
),

entity as (
    select min(reporting_currency) as cost_currency from {{ ref('dim_entity') }}
),

terms as (
    select months.activity_month, terms.method as charge_method, terms.shared_split, terms.{{ ruled | join(', terms.') }}
    from months
    inner join {{ ref('int_chargeback_terms') }} as terms
        on months.activity_month >= terms.valid_from and (terms.valid_to is null or months.activity_month < terms.valid_to)
),

shared as (
    select terms.activity_month, teams.team_id
    from terms
    inner join {{ ref('int_teams_shared') }} as teams
        on terms.activity_month >= teams.valid_from and (teams.valid_to is null or terms.activity_month < teams.valid_to)
),

bearing as (
    select
        bases.activity_month, bases.team_id, terms.shared_split,
        greatest(sum(bases.part_quantity), 0) as base
    from {{ ref('fct_chargeback_bases') }} as bases
    inner join terms on bases.activity_month = terms.activity_month and bases.method = terms.charge_method
    left join shared on bases.activity_month = shared.activity_month and bases.team_id = shared.team_id
    where bases.line_kind = 'direct' and bases.part in ({{ quoted(parts) }}) and shared.team_id is null
    group by bases.activity_month, bases.team_id, terms.shared_split
),

shares as (
    select
        activity_month, team_id,
        case
            when shared_split = 'even' or sum(base) over (partition by activity_month) = 0
                then cast(1 as double) / count(*) over (partition by activity_month)
            else cast(base as double) / cast(sum(base) over (partition by activity_month) as double)
        end as share
    from bearing
),

borne as (
    select shared.activity_month, shared.team_id, shares.team_id as bearing_team_id, shares.share
    from shared
    inner join shares on shared.activity_month = shares.activity_month
),

split_up as (
    select
        bases.*, borne.bearing_team_id, cast(bases.part_quantity as double) * borne.share as exact_quantity,
        {{ priced(measured('cast(bases.part_quantity as double) * borne.share')) }} as rounded_quantity
    from {{ ref('fct_chargeback_bases') }} as bases
    inner join borne on bases.activity_month = borne.activity_month and bases.team_id = borne.team_id
),

weighed as (
    select
        split_up.*,
        {{ priced('part_quantity - sum(rounded_quantity) over (partition by ' ~ (row_key | join(', ')) ~ ')') }} as lacking_quantity
    from split_up
),

given_away as (
    select distinct activity_month, team_id from borne
),

lines as (
    select bases.{{ row_key | join(', bases.') }}, cast(null as string) as source_team_id, bases.part_quantity
    from {{ ref('fct_chargeback_bases') }} as bases
    left join given_away
        on bases.activity_month = given_away.activity_month and bases.team_id = given_away.team_id
    where given_away.team_id is null
    union all
    select
        posting_month, activity_month, bearing_team_id as team_id,
        case line_kind when 'true_up' then 'true_up' else 'shared' end as line_kind, method, part, team_id as source_team_id,
        {{ fair_part('rounded_quantity', 'exact_quantity', 'lacking_quantity', row_key, 'bearing_team_id') }} as part_quantity
    from weighed
),

{% set charged = 'lines.method = terms.charge_method' %}
summed as (
    select
        lines.posting_month, lines.activity_month, lines.team_id, lines.line_kind, lines.source_team_id,
        terms.charge_method, terms.{{ ruled | join(', terms.') }},
        sum(lines.part_quantity) filter (where lines.part = 'energy' and {{ charged }}) as energy_kwh,
        {% for part in parts %}
            sum(lines.part_quantity) filter (where lines.part = '{{ part }}' and {{ charged }}) as charged_{{ part }}_kgco2e,
        {% endfor %}
        sum(lines.part_quantity) filter (where {{ in_kg }} and {{ charged }}) as charged_kgco2e,
        {% for method in emission_methods() %}
            sum(lines.part_quantity) filter (where {{ in_kg }} and lines.method = '{{ method }}') as {{ method }}_kgco2e,
        {% endfor %}
        {% for part, column in {'water_site': 'water_site_l', 'water_source': 'water_source_l', 'cost': 'effective_cost'}.items() %}
            sum(lines.part_quantity) filter (where lines.part = '{{ part }}') as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from lines
    inner join terms on lines.activity_month = terms.activity_month
    group by
        lines.posting_month, lines.activity_month, lines.team_id, lines.line_kind, lines.source_team_id,
        terms.charge_method, terms.{{ ruled | join(', terms.') }}
)

select
    summed.posting_month, summed.activity_month, summed.team_id, summed.line_kind, summed.source_team_id,
    summed.charge_method as method,
    case when summed.team_id = 'unattributed' then summed.unattributed_owner end as unattributed_owner,
    {{ measured('summed.energy_kwh') }} as energy_kwh,
    {% for part in parts %}{{ measured('summed.charged_' ~ part ~ '_kgco2e') }} as charged_{{ part }}_kgco2e, {% endfor %}
    {% for measure in ['charged'] + emission_methods() %}
        {{ measured('summed.' ~ measure ~ '_kgco2e') }} as {{ measure }}_kgco2e,
    {% endfor %}
    {% for column in ['water_site_l', 'water_source_l'] %}{{ measured('summed.' ~ column) }} as {{ column }}, {% endfor %}
    {{ priced('summed.effective_cost') }} as effective_cost,
    entity.cost_currency,
    summed.price_id, summed.price_kind, summed.currency, summed.price_year, summed.price_per_tco2e,
    {{ priced('cast(summed.charged_kgco2e as double) / ' ~ kg_per_tonne() ~ ' * summed.price_per_tco2e') }} as charged_cost
from summed
cross join entity
