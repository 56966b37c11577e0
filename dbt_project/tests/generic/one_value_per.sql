{# Of one key, all rows hold the same values in `columns`. #}
{% test one_value_per(model, key, columns) %}
select {{ key | join(', ') }}, count(distinct {{ surrogate_key(columns) }}) as value_sets
from {{ model }}
group by {{ key | join(', ') }}
having count(distinct {{ surrogate_key(columns) }}) > 1
{% endtest %}
