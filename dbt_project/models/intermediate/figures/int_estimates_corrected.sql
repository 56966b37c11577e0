{#
  The daily estimates as they are booked: spend-based figures less the corrections of their key, never below zero; market
  electricity by the cloud's own trailing ratio where it has one, else as the ladder gave it.
#}
{{ config(materialized='view') }}
{% set corrected = ['other_kgco2e', 'other_low_kgco2e', 'other_high_kgco2e'] %}
{% set has_ratio = 'ratios.market_per_location is not null and estimates.electricity_location_kgco2e is not null' %}
select
    estimates.usage_date,
    estimates.slice_id,
    estimates.provider,
    estimates.sub_account_id,
    estimates.carbon_bucket,
    estimates.region_id,
    estimates.service_name,
    estimates.resource_id,
    estimates.resource_kind,
    estimates.team_id,
    estimates.evidence_tier,
    estimates.no_emission_reason,
    case when {{ has_ratio }} then 'provider_trailing_ratio' else estimates.market_basis end as market_basis,
    case when {{ has_ratio }} then true else estimates.is_market_complete end as is_market_complete,
    estimates.factor_set_id,
    estimates.rate_id,
    estimates.consumed_unit,
    estimates.billing_currency,
    estimates.utilisation_basis,
    estimates.cpu_utilisation,
    corrections.kept_share,
    case when {{ has_ratio }} then ratios.market_per_location end as market_per_location,
    {% for column in estimate_columns() if column not in corrected %}
        {% if column == 'electricity_market_kgco2e' %}
            case
                when {{ has_ratio }}
                    then {{ measured('cast(estimates.electricity_location_kgco2e as double) * ratios.market_per_location') }}
                else estimates.electricity_market_kgco2e
            end as electricity_market_kgco2e,
        {% else %}
            estimates.{{ column }},
        {% endif %}
    {% endfor %}
    {% for column in corrected %}
        {{ measured(
            'case when estimates.' ~ column ~ ' is not null then greatest(estimates.' ~ column ~ ', 0) end'
            ~ ' * coalesce(corrections.kept_share, 1)'
        ) }} as {{ column }},
    {% endfor %}
    estimates.consumed_quantity,
    estimates.billed_cost,
    estimates.effective_cost,
    estimates.line_item_count
from {{ ref('fct_resource_estimates_daily') }} as estimates
left join {{ ref('int_spend_corrections') }} as corrections
    on
        {{ month_of('estimates.usage_date') }} = corrections.activity_month
        and estimates.provider = corrections.provider
        and estimates.sub_account_id = corrections.sub_account_id
        and estimates.service_name = corrections.service_name
        and estimates.billing_currency = corrections.billing_currency
        and estimates.other_kgco2e is not null
left join {{ ref('int_provider_market_ratios') }} as ratios
    on
        {{ month_of('estimates.usage_date') }} = ratios.activity_month
        and estimates.provider = ratios.provider
        and estimates.sub_account_id = ratios.sub_account_id
        and estimates.region_id = ratios.region_id
