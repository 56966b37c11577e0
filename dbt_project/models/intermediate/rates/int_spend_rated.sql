{#
  kg per unit of billing currency for each service and month: cost x FX (monthly mean) / price index x spend factor. The
  newest earlier month or year serves where the own one is not published yet.
#}
with spend_keys as (
    select distinct provider, service_name, billing_currency, activity_month
    from {{ ref('int_usage_keys_classified') }}
    where emission_model = 'spend'
),

currencies as (
    {{ euro_rates() }}
),

categorised as (
    select
        spend_keys.*,
        factors.factor_id,
        factors.currency as factor_currency,
        factors.price_year,
        factors.value,
        coalesce(factors.value_low, factors.value) as value_low,
        coalesce(factors.value_high, factors.value) as value_high
    from spend_keys
    left join {{ ref('spend_categories') }} as own
        on spend_keys.provider = own.provider and split_part(spend_keys.service_name, '/', 1) = own.service_code
    left join {{ ref('spend_categories') }} as fallback
        on spend_keys.provider = fallback.provider and fallback.service_code = '*'
    left join {{ ref('spend_categories') }} as any_provider
        on any_provider.provider = '*' and any_provider.service_code = '*'
    inner join {{ ref('spend_factors') }} as factors
        on coalesce(own.naics2017, fallback.naics2017, any_provider.naics2017) = factors.naics2017
),

exchanged as (
    select
        categorised.*,
        target_rates.units_per_eur / source_rates.units_per_eur as target_per_source,
        source_rates.rate_month as fx_month
    from categorised
    inner join currencies as source_rates
        on
            categorised.billing_currency = source_rates.currency
            and categorised.activity_month >= source_rates.rate_month
    inner join currencies as target_rates
        on
            categorised.factor_currency = target_rates.currency
            and source_rates.rate_month = target_rates.rate_month
    qualify row_number() over (
        partition by
            categorised.provider, categorised.service_name, categorised.billing_currency, categorised.activity_month
        order by source_rates.rate_month desc
    ) = 1
),

indexed as (
    select
        exchanged.*,
        factor_year.value / cost_year.value as deflator,
        cost_year.year as price_index_year
    from exchanged
    inner join {{ ref('price_index') }} as factor_year
        on exchanged.factor_currency = factor_year.currency and exchanged.price_year = factor_year.year
    inner join {{ ref('price_index') }} as cost_year
        on
            exchanged.factor_currency = cost_year.currency
            and factor_year.index_id = cost_year.index_id
            and cost_year.year <= extract(year from exchanged.activity_month)
    qualify row_number() over (
        partition by exchanged.provider, exchanged.service_name, exchanged.billing_currency, exchanged.activity_month
        order by cost_year.year desc
    ) = 1
)

select
    provider,
    service_name,
    billing_currency,
    activity_month,
    factor_id as spend_factor_id,
    fx_month,
    price_index_year,
    target_per_source,
    deflator,
    {# Rates are per euro, so an exchange between two other currencies uses two of them. #}
    case
        when billing_currency not in (factor_currency, 'EUR') then {{ fx_id('billing_currency', 'fx_month') }}
    end as fx_source_id,
    case
        when factor_currency not in (billing_currency, 'EUR') then {{ fx_id('factor_currency', 'fx_month') }}
    end as fx_target_id,
    {{ price_index_id('factor_currency', 'price_index_year') }} as price_index_id,
    target_per_source * deflator * value as other_kgco2e_per_cost,
    target_per_source * deflator * value_low as other_low_kgco2e_per_cost,
    target_per_source * deflator * value_high as other_high_kgco2e_per_cost
from indexed
