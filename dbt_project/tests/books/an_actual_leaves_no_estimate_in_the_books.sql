{# Once a cloud's figure stands in the books of a closed month, the estimates that it covers net to zero there. What waits is no fault. #}
with provided as (
    select
        {{ cloud_key() | join(', ') }}, method, bundle, covered_components
    from {{ ref('fct_carbon_ledger_by_method') }}
    where bundle is not null and book <> 'open'
    group by {{ cloud_key() | join(', ') }}, method, bundle, covered_components
    {# A bundle that a later model took back covers nothing any more; one that prints no row here covers with 0. #}
    having bool_and(entry_type = 'actual') or sum(kgco2e) <> 0
)

select
    provided.activity_month, provided.provider, provided.sub_account_id, provided.carbon_bucket, provided.region_id,
    provided.method, ledger.component, sum(ledger.kgco2e) as left_kgco2e
from provided
inner join {{ ref('fct_carbon_ledger_by_method') }} as ledger
    on
        {{ same_cloud_key('provided', 'ledger') }}
        and provided.method = ledger.method
        and {{ in_list('provided.covered_components', 'ledger.component') }}
{# Spend on the marketplace is in no tool, and stands beside the bundle. #}
where ledger.bundle is null and ledger.component <> 'other'
group by
    provided.activity_month, provided.provider, provided.sub_account_id, provided.carbon_bucket, provided.region_id,
    provided.method, provided.bundle, ledger.component
having sum(ledger.kgco2e) <> 0
