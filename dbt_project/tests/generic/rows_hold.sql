{# A statement that is true of every row; unknown counts as false. #}
{% test rows_hold(model, condition) %}
select *
from {{ model }}
where not coalesce(({{ condition }}), false)
{% endtest %}
