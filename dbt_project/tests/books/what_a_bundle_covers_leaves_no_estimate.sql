{# An estimate that a bundle displaced nets to zero in the books under that method; else the same kilogram counts twice. #}
select
    covered.activity_month, covered.provider, covered.sub_account_id, covered.carbon_bucket, covered.region_id,
    covered.component, covered.method,
    sum(ledger.kgco2e) as left_kgco2e
from {{ ref('int_components_covered') }} as covered
inner join {{ ref('fct_carbon_ledger_by_method') }} as ledger
    on
        {{ same_cloud_key('covered', 'ledger') }}
        and covered.component = ledger.component
        and covered.method = ledger.method
{# Spend on the marketplace is in no tool, and stands beside the bundle. #}
where ledger.bundle is null and covered.component <> 'other'
group by
    covered.activity_month, covered.provider, covered.sub_account_id, covered.carbon_bucket, covered.region_id,
    covered.component, covered.method
having sum(ledger.kgco2e) <> 0
