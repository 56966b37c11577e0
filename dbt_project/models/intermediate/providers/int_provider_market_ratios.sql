{#
  Market over location of a cloud's own Scope 2 in the twelve months before, by account and region: what a market accrual takes of
  the location estimate until the cloud's month is here.
#}
{% set place = ['provider', 'sub_account_id', 'region_id'] %}
with scope_2 as (
    select
        {% for column in place %}figures.{{ column }}, {% endfor %}
        figures.activity_month,
        sum(figures.emissions_kgco2e) filter (where figures.measure = 's2_location') as location_kgco2e,
        sum(figures.emissions_kgco2e) filter (where figures.measure = 's2_market') as market_kgco2e
    from {{ ref('int_provider_figures') }} as figures
    inner join {{ ref('int_provider_months') }} as months
        on
            figures.tool = months.tool and figures.sub_account_id = months.sub_account_id
            and figures.activity_month = months.activity_month and not months.is_partial
    where figures.is_counted
    group by {% for column in place %}figures.{{ column }}, {% endfor %}figures.activity_month
),

estimated as (
    select distinct
        {{ month_of('usage_date') }} as activity_month,
        {{ place | join(', ') }}
    from {{ ref('fct_resource_estimates_daily') }}
    where electricity_location_kgco2e is not null
)

select
    estimated.activity_month,
    {% for column in place %}estimated.{{ column }}, {% endfor %}
    cast(sum(scope_2.market_kgco2e) as double) / cast(sum(scope_2.location_kgco2e) as double) as market_per_location
from estimated
inner join scope_2
    on
        {% for column in place %}estimated.{{ column }} = scope_2.{{ column }} and {% endfor %}
        scope_2.activity_month < estimated.activity_month
        and scope_2.activity_month >= cast(estimated.activity_month - interval {{ months_per_year() }} month as date)
where scope_2.location_kgco2e is not null and scope_2.market_kgco2e is not null
group by estimated.activity_month, {% for column in place %}estimated.{{ column }}{{ ', ' if not loop.last }}{% endfor %}
having sum(scope_2.location_kgco2e) > 0
