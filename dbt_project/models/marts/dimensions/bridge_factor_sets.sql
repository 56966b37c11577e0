{#
  Factors that a factor set of the daily estimates is made of, with the role that each plays, and the coefficients behind them. Sets that
  a book froze stand under the book's name, each factor under its own id: a book keeps no roles.
#}
{% set roles = ['grid', 'td_loss', 'wtt_generation', 'wtt_td', 'water_source', 'residual_mix', 'pue', 'wue', 'cpu_power',
                'accelerator', 'storage_class', 'capacity_unit', 'capacity_cpu', 'network_class', 'lifetime', 'spend',
                'fx_source', 'fx_target', 'price_index'] %}
with booked as (
    select distinct book_id, factor_set_id, factor_ids from {{ ref('int_ledger_entries_booked') }} where factor_ids is not null
),

{# Two books may hold one text: the parts of each text once, then by book. #}
booked_texts as (
    select distinct factor_ids from booked
),

booked_parts as (
    {{ split_rows('booked_texts', 'factor_ids', 'factor_id') }}
),

factors_used as (
    {% for role in roles %}
        select distinct factor_set_id, '{{ role }}' as factor_role, {{ role }}_factor_id as factor_id
        from {{ ref('int_usage_rated') }}
        where {{ role }}_factor_id is not null and not is_peer
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select factor_set_id, factor_role, factor_id from factors_used
union all
select distinct
    factors_used.factor_set_id,
    uses.coefficient_id as factor_role,
    concat('coefficient.', uses.coefficient_id) as factor_id
from factors_used
inner join {{ ref('coefficient_uses') }} as uses on factors_used.factor_role = uses.factor_role
union all
select factor_set_id, factor_role, factor_id
from {{ ref('int_site_factor_sets') }}
union all
select distinct
    {{ booked_set('booked.book_id', 'booked.factor_set_id') }} as factor_set_id,
    parts.factor_id as factor_role,
    parts.factor_id
from booked
inner join booked_parts as parts on booked.factor_ids = parts.factor_ids
