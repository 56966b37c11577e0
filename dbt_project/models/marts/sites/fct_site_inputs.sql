{# What each entry of own sites is multiplied from: activity x factor x second / divisor, of which a team has its share; terms add up. #}
{% set line = ['site_id', 'activity_month', 'part', 'flow', 'component', 'method', 'recognition_basis', 'reason', 'market_basis',
               'factor_sets'] %}
{% set term = ['term', 'activity', 'activity_unit', 'factor_id', 'factor_value', 'factor_unit', 'second_factor_id', 'second_value',
               'second_unit', 'divisor'] %}
with entity as (
    select coalesce(min(entity_id), 'unregistered') as entity_id from {{ ref('int_entities_registered') }}
),

inputs as (
    select {{ surrogate_key(line) }} as line_id, {{ term | join(', ') }} from {{ ref('int_site_energy_inputs') }}
    union all
    select {{ surrogate_key(line) }} as line_id, {{ term | join(', ') }} from {{ ref('int_site_other_inputs') }}
),

owned as (
    select figures.*, entity.entity_id, {{ surrogate_key(line) }} as line_id
    from {{ ref('int_site_figures_owned') }} as figures
    cross join entity
)

select
    {{ site_entry_id('owned') }} as ledger_entry_id,
    owned.site_id,
    owned.activity_month,
    owned.part,
    owned.flow,
    {% for column in term %}inputs.{{ column }}, {% endfor %}
    owned.team_share
from owned
inner join inputs on owned.line_id = inputs.line_id
