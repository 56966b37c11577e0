{# What refunds and other corrections of spend took from which month, and what they could take from none. #}
select
    activity_month,
    provider,
    sub_account_id,
    service_name,
    billing_currency,
    spend_kgco2e,
    correction_kgco2e,
    carried_in_kgco2e,
    carried_back_kgco2e,
    unbooked_kgco2e
from {{ ref('int_spend_corrections') }}
where correction_kgco2e <> 0 or carried_in_kgco2e <> 0
