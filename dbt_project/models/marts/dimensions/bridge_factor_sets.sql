{# Factors that a factor set of the daily estimates is made of, with the role that each plays. #}
{% set roles = ['grid', 'td_loss', 'wtt_generation', 'wtt_td', 'water_source', 'residual_mix', 'pue', 'wue', 'cpu_power',
                'accelerator', 'storage_class', 'lifetime', 'spend'] %}
{% for role in roles %}
    select distinct factor_set_id, '{{ role }}' as factor_role, {{ role }}_factor_id as factor_id
    from {{ ref('int_usage_rated') }}
    where {{ role }}_factor_id is not null
    {{ 'union all' if not loop.last }}
{% endfor %}
