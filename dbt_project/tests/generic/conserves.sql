{# Nothing is lost: a sum per group is the same here and in the relation it came from, to the last digit. #}
{% test conserves(model, from, columns, by=[], source_columns=none, where='true', source_where='true') %}
{%- set group = "concat_ws('|', " ~ (by | join(', ')) ~ ")" if by else "'all'" %}
with here as (
    select
        {{ group }} as grouping_key
        {% for column in columns %}, sum({{ column }}) as value_{{ loop.index }}{% endfor %}
    from {{ model }} where {{ where }} group by 1
),

there as (
    select
        {{ group }} as grouping_key
        {% for column in (source_columns or columns) %}, sum({{ column }}) as value_{{ loop.index }}{% endfor %}
    from {{ from }} where {{ source_where }} group by 1
)

select *
from here
full outer join there on here.grouping_key is not distinct from there.grouping_key
where
    {% for column in columns %}
        here.value_{{ loop.index }} is distinct from there.value_{{ loop.index }}
        {{ 'or' if not loop.last }}
    {% endfor %}
{% endtest %}
