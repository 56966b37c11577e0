{#
  AWS's own figures, from exports and from the API, a row per figure that is there: what AWS leaves empty makes no row. The
  same account's month is never taken twice: of two exports the one refreshed last, and an export before the API.
#}
{% set measures = {'s1': 'total_scope_1', 's2_location': 'total_scope_2_lbm', 's2_market': 'total_scope_2_mbm',
                   's3_location': 'total_scope_3_lbm', 's3_market': 'total_scope_3_mbm', 'total_location': 'total_lbm',
                   'total_market': 'total_mbm'} %}
with exported as (
    select
        *,
        coalesce(payer_account_id, usage_account_id) as billing_account_id,
        {{ month_of('usage_period_start') }} as activity_month
    from {{ source('raw', 'aws_carbon') }}
),

deliveries as (
    select
        slice_id,
        billing_account_id,
        usage_account_id,
        model_version,
        activity_month,
        row_number() over (
            partition by billing_account_id, usage_account_id, model_version, activity_month
            order by max(last_refresh_timestamp) desc nulls last, slice_id asc
        ) as delivery_rank
    from exported
    group by slice_id, billing_account_id, usage_account_id, model_version, activity_month
),

{% for measure, columns in measures.items() %}
    {{ 'figures as (' if loop.first }}
    select
        exported.slice_id,
        exported.slice_version,
        exported.model_version,
        exported.billing_account_id,
        exported.usage_account_id as sub_account_id,
        exported.product_code,
        coalesce(exported.region_code, exported.location) as region_code,
        exported.activity_month,
        '{{ measure }}' as measure,
        exported.{{ columns }}_emissions_value as value_as_told,
        exported.{{ columns }}_emissions_unit as original_unit,
        cast(exported.last_refresh_timestamp as date) <= last_day(exported.activity_month) as is_partial,
        exported.last_refresh_timestamp as refreshed_at
    from exported
    inner join deliveries
        on
            exported.slice_id = deliveries.slice_id
            and exported.billing_account_id = deliveries.billing_account_id
            and exported.usage_account_id = deliveries.usage_account_id
            and exported.model_version = deliveries.model_version
            and exported.activity_month = deliveries.activity_month
            and deliveries.delivery_rank = 1
    union all
{% endfor %}
    select
        answers.slice_id,
        answers.slice_version,
        answers.model_version,
        answers.asked_account_id as billing_account_id,
        answers.usage_account_id as sub_account_id,
        answers.product_code,
        answers.region_code,
        {{ month_of('answers.usage_period_start') }} as activity_month,
        case answers.measure
            {% for measure, columns in measures.items() %}
                when '{{ columns | upper }}_CARBON_EMISSIONS' then '{{ measure }}'
            {% endfor %}
            when 'TOTAL_WATER_WITHDRAWALS' then 'water_withdrawal'
        end as measure,
        answers.value as value_as_told,
        answers.unit as original_unit,
        false as is_partial,
        cast(null as timestamp) as refreshed_at
    from {{ source('raw', 'aws_sustainability') }} as answers
    where
        not exists (
            select 1 from deliveries
            where
                answers.usage_account_id = deliveries.usage_account_id
                and answers.model_version = deliveries.model_version
                and {{ month_of('answers.usage_period_start') }} = deliveries.activity_month
                and answers.measure <> 'TOTAL_WATER_WITHDRAWALS'
        )
)

select
    slice_id,
    slice_version,
    'aws' as provider,
    'aws_ccft' as tool,
    model_version,
    billing_account_id,
    sub_account_id,
    coalesce(nullif(product_code, ''), 'unknown') as service_name,
    coalesce(nullif(region_code, ''), 'unknown') as region_code,
    cast(null as string) as resource_id,
    activity_month,
    measure,
    {{ printed('value_as_told') }} as original_value,
    original_unit,
    case
        when measure <> 'water_withdrawal' then {{ measured(printed('value_as_told') ~ ' * ' ~ kg_per_tonne()) }}
    end as emissions_kgco2e,
    case
        when measure = 'water_withdrawal' then {{ measured(printed('value_as_told') ~ ' * ' ~ l_per_m3()) }}
    end as water_l,
    coalesce(is_partial, false) as is_partial,
    refreshed_at
from figures
where value_as_told is not null
