{#
  Of what the figures make of a month, a cloud's own electricity stands under a method only where the tool printed a Scope 2 or a total of
  that method for the account and month: a missing LBM is null, never zero.
#}
with printed as (
    select distinct figures.provider, figures.sub_account_id, figures.activity_month, coverage.method
    from {{ ref('fct_provider_emissions') }} as figures
    inner join {{ ref('provider_coverage') }} as coverage
        on figures.tool = coverage.tool and figures.measure = coverage.measure
    where figures.is_counted and coverage.is_required and {{ in_list('coverage.components', "'electricity'") }}
)

select ledger.ledger_entry_id, ledger.provider, ledger.sub_account_id, ledger.activity_month, ledger.method, ledger.bundle
from {{ ref('int_ledger_entries_derived') }} as ledger
left join printed
    on
        ledger.provider = printed.provider and ledger.sub_account_id = printed.sub_account_id
        and ledger.activity_month = printed.activity_month and ledger.method = printed.method
where ledger.entry_type = 'actual' and {{ in_list('ledger.covered_components', "'electricity'") }} and printed.provider is null
