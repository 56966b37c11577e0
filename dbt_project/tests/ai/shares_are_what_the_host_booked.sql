{#
  Runs, services, idle time and other work of a host and month hold what the host booked, to the last digit: shares never add,
  and nothing of a host is lost.
#}
{% set measures = ai_measures() %}
with shared as (
    select
        host_id, activity_month,
        {% for column in measures %}sum({{ column }}) as {{ column }}{{ ', ' if not loop.last }}{% endfor %}
    from {{ ref('fct_ai_shares') }}
    group by host_id, activity_month
)

select figures.host_id, figures.activity_month
from {{ ref('fct_ai_host_figures_monthly') }} as figures
left join shared on figures.host_id = shared.host_id and figures.activity_month = shared.activity_month
where
    {% for column in measures %}
        figures.{{ column }} is distinct from shared.{{ column }} {{ 'or' if not loop.last }}
    {% endfor %}
