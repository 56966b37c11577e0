{# An estimate that a bundle displaced nets to zero under that method in what the figures make; else the same kilogram counts twice. #}
select
    covered.activity_month, covered.provider, covered.sub_account_id, covered.carbon_bucket, covered.region_id,
    covered.component, covered.method,
    sum(ledger.kgco2e) as left_kgco2e
from {{ ref('int_components_covered') }} as covered
inner join {{ ref('int_ledger_entries_derived') }} as ledger
    on
        {{ same_cloud_key('covered', 'ledger') }}
        and covered.component = ledger.component
        and ledger.method in (covered.method, 'na')
{# Spend on the marketplace is in no tool, and stands beside the bundle. #}
where ledger.bundle is null and covered.component <> 'other'
group by
    covered.activity_month, covered.provider, covered.sub_account_id, covered.carbon_bucket, covered.region_id,
    covered.component, covered.method
having sum(ledger.kgco2e) <> 0
