{# Ranges of one key never share a day: both ends are in the range, an empty end is open. #}
{% test no_overlap(model, key, starts, ends) %}
with ranges as (
    select
        {{ key | join(', ') }},
        coalesce({{ starts }}, cast('0001-01-01' as date)) as starts_on,
        coalesce({{ ends }}, cast('9999-12-31' as date)) as ends_on
    from {{ model }}
)

select *
from ranges
qualify ends_on >= lead(starts_on) over (partition by {{ key | join(', ') }} order by starts_on, ends_on)
{% endtest %}
