{# No column of `columns` is ever null: one query for a table instead of one per column. #}
{% test always_given(model, columns) %}
select *
from {{ model }}
where {% for column in columns %}{{ column }} is null{{ ' or ' if not loop.last }}{% endfor %}
{% endtest %}
