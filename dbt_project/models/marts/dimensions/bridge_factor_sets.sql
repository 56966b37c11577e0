{# Factors that a factor set of the daily estimates is made of, with the role that each plays, and the coefficients behind them. #}
{% set roles = ['grid', 'td_loss', 'wtt_generation', 'wtt_td', 'water_source', 'residual_mix', 'pue', 'wue', 'cpu_power',
                'accelerator', 'storage_class', 'capacity_unit', 'capacity_cpu', 'network_class', 'lifetime', 'spend',
                'fx_source', 'fx_target', 'price_index'] %}
with factors_used as (
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
