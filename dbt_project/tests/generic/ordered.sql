{# low <= mid <= high, wherever they are given. #}
{% test ordered(model, low, mid, high) %}
select {{ low }}, {{ mid }}, {{ high }}
from {{ model }}
where {{ low }} > {{ mid }} or {{ mid }} > {{ high }} or {{ low }} > {{ high }}
{% endtest %}
