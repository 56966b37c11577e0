{#
  Refunds that exceed everything on record which they could reduce: they give back what was bought before the first month
  landed, or name less than they are for. Listed, for no figure shows them.
#}
select
    provider,
    sub_account_id,
    service_name,
    billing_currency,
    min(activity_month) as first_activity_month,
    max(activity_month) filter (where correction_kgco2e <> 0) as last_correction_month,
    {{ measured('sum(correction_kgco2e)') }} as correction_kgco2e,
    {{ measured('sum(unbooked_kgco2e)') }} as unbooked_kgco2e
from {{ ref('fct_spend_corrections') }}
group by provider, sub_account_id, service_name, billing_currency
having sum(unbooked_kgco2e) <> 0
