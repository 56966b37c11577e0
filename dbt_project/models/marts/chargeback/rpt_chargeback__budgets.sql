{#
  How far each budget is used, month by month, up to the last month of which anything is booked. Teams use what their statements charge them
  for, by month of activity, so that a true-up counts where it belongs; models and experiments the shares of their runs and services;
  accounts what is booked on them. The forecast goes on as the months so far, or, where accelerator hours are planned, at the kilograms
  per hour so far.
#}
{% set kilograms = ['location_kgco2e', 'market_kgco2e'] %}
with through as (
    select max(activity_month) as through_month from {{ ref('fct_carbon_ledger_by_method') }} where recognition_basis = 'period'
),

budgets as (
    select distinct
        budgets.budget_id, budgets.budget_kind, budgets.subject_ids, budgets.method, budgets.budget_kgco2e, budgets.planned_gpu_hours,
        budgets.starts_on, budgets.ends_on,
        least({{ month_of('budgets.ends_on') }}, greatest(budgets.starts_on, coalesce(through.through_month, budgets.starts_on)))
            as last_month
    from {{ ref('dim_budget') }} as budgets
    cross join through
),

months as (
    {{ exploded_months('budgets', 'starts_on', 'last_month', ['budget_id']) }}
),

used as (
    select
        'team' as subject_kind, team_id as subject_id, activity_month, {{ kilograms | join(', ') }},
        cast(null as decimal(38, 12)) as gpu_hours, 0 as untold_count
    from {{ ref('fct_chargeback_lines') }}
    union all
    select
        'account' as subject_kind, sub_account_id as subject_id, activity_month,
        case when method = 'location' then kgco2e end as location_kgco2e,
        case when method = 'market' then kgco2e end as market_kgco2e,
        cast(null as decimal(38, 12)) as gpu_hours, 0 as untold_count
    from {{ ref('fct_carbon_ledger_by_method') }}
    where method in ('location', 'market') and recognition_basis <> 'acquisition_year' and sub_account_id is not null
    {% for table, subjects in {
        'fct_ai_runs': ['team', 'model', 'experiment'], 'fct_ai_serving_hourly': ['team', 'model']
    }.items() %}
        {% for subject in subjects %}
            union all
            select
                '{{ subject }}' as subject_kind, {{ subject }}_id as subject_id, activity_month,
                {% for measure in kilograms %}
                    {{ 'cast(null as decimal(38, 9))' if subject == 'team' else 'total_' ~ measure }} as {{ measure }},
                {% endfor %}
                gpu_hours,
                {{ '0' if subject == 'team' else 'case when total_location_kgco2e is null then 1 else 0 end' }} as untold_count
            from {{ ref(table) }}
            where {{ subject }}_id is not null
        {% endfor %}
    {% endfor %}
),

known as (
    select distinct subject_kind, subject_id from used
),

unheard_of as (
    select budgets.budget_id, {{ joined_text('budgets.subject_id') }} as unknown_subjects
    from {{ ref('dim_budget') }} as budgets
    left join known
        on budgets.subject_kind = known.subject_kind and budgets.subject_id = known.subject_id
    where known.subject_id is null
    group by budgets.budget_id
),

monthly as (
    select
        months.budget_id, months.activity_month,
        coalesce(sum(case budgets.method when 'market' then used.market_kgco2e else used.location_kgco2e end), 0) as used_kgco2e,
        sum(used.gpu_hours) as gpu_hours,
        coalesce(sum(used.untold_count), 0) as untold_count
    from months
    inner join {{ ref('dim_budget') }} as budgets on months.budget_id = budgets.budget_id
    left join used
        on
            budgets.subject_kind = used.subject_kind and budgets.subject_id = used.subject_id
            and months.activity_month = used.activity_month
    group by months.budget_id, months.activity_month
),

burned as (
    select
        budgets.*, monthly.activity_month, monthly.used_kgco2e, monthly.gpu_hours,
        sum(monthly.used_kgco2e) over so_far as burned_kgco2e,
        sum(monthly.gpu_hours) over so_far as burned_gpu_hours,
        sum(monthly.untold_count) over so_far as untold_count,
        {{ months_between('budgets.starts_on', 'monthly.activity_month') }} + 1 as months_elapsed,
        {{ months_between('budgets.starts_on', month_of('budgets.ends_on')) }} + 1 as months_total
    from monthly
    inner join budgets on monthly.budget_id = budgets.budget_id
    window so_far as (partition by monthly.budget_id order by monthly.activity_month)
),

forecast as (
    select
        burned.*,
        cast(burned_kgco2e as double) / months_elapsed * months_total as by_time_kgco2e,
        cast(burned_kgco2e as double) / nullif(burned_gpu_hours, 0) * planned_gpu_hours as by_hours_kgco2e
    from burned
)

select
    forecast.budget_id, forecast.budget_kind, forecast.subject_ids, unheard_of.unknown_subjects, forecast.method,
    forecast.activity_month, forecast.starts_on, forecast.ends_on,
    cast(forecast.months_elapsed as int) as months_elapsed,
    cast(forecast.months_total as int) as months_total,
    forecast.activity_month = forecast.last_month as is_latest,
    {{ tonnes('forecast.budget_kgco2e') }} as budget_tco2e,
    {{ tonnes('forecast.used_kgco2e') }} as used_tco2e,
    {{ tonnes('forecast.burned_kgco2e') }} as burned_tco2e,
    {{ tonnes('forecast.budget_kgco2e - forecast.burned_kgco2e') }} as remaining_tco2e,
    {{ tonnes('cast(forecast.budget_kgco2e as double) * forecast.months_elapsed / forecast.months_total') }} as planned_tco2e,
    {{ tonnes('coalesce(forecast.by_hours_kgco2e, forecast.by_time_kgco2e)') }} as forecast_tco2e,
    case when forecast.by_hours_kgco2e is not null then 'gpu_hours' else 'time' end as forecast_basis,
    forecast.planned_gpu_hours,
    {{ priced('forecast.gpu_hours') }} as gpu_hours,
    {{ priced('forecast.burned_gpu_hours') }} as burned_gpu_hours,
    cast(forecast.untold_count as int) as untold_count,
    forecast.burned_kgco2e > forecast.budget_kgco2e as is_exceeded,
    coalesce(forecast.by_hours_kgco2e, forecast.by_time_kgco2e) > forecast.budget_kgco2e as is_forecast_exceeded
from forecast
left join unheard_of on forecast.budget_id = unheard_of.budget_id
