{#
  Conservation per cloud, month and method: what the tools print of the measures that their model holds, in regions that they report and in
  months that are whole, is what the figures book of it. Neither more nor less, under each method. A closed month holds what was closed.
#}
with months as (
    select
        tool, sub_account_id, activity_month,
        bool_or(is_partial) as is_partial, bool_or(measure not like 'total%') as has_scopes
    from {{ ref('fct_provider_emissions') }}
    where is_counted and emissions_kgco2e is not null
    group by tool, sub_account_id, activity_month
),

printed as (
    select
        figures.provider, figures.activity_month, coverage.method,
        sum(figures.emissions_kgco2e) as kgco2e
    from {{ ref('fct_provider_emissions') }} as figures
    inner join months
        on
            figures.tool = months.tool and figures.sub_account_id = months.sub_account_id
            and figures.activity_month = months.activity_month and not months.is_partial
    inner join {{ ref('provider_coverage') }} as coverage
        on
            figures.tool = coverage.tool and figures.measure = coverage.measure
            and {{ model_major('figures.model_version') }} >= coverage.model_from
            and {{ model_major('figures.model_version') }} <= coalesce(coverage.model_to, {{ model_major('figures.model_version') }})
            and figures.activity_month >= coalesce(coverage.activity_from, figures.activity_month)
            and coverage.is_total = (not months.has_scopes)
    left join {{ ref('int_provider_unreported_regions') }} as unreported
        on figures.tool = unreported.tool and {{ matches_glob('figures.region_id', 'unreported.region_pattern') }}
    where figures.is_counted and unreported.tool is null
    group by figures.provider, figures.activity_month, coverage.method
),

booked as (
    select provider, activity_month, method, sum(kgco2e) as kgco2e
    from {{ ref('int_ledger_entries_derived') }}
    where entry_type = 'actual'
    group by provider, activity_month, method
)

select
    coalesce(printed.provider, booked.provider) as provider,
    coalesce(printed.activity_month, booked.activity_month) as activity_month,
    coalesce(printed.method, booked.method) as method,
    printed.kgco2e as printed_kgco2e,
    booked.kgco2e as booked_kgco2e
from printed
full outer join booked
    on
        printed.provider = booked.provider and printed.activity_month = booked.activity_month
        and printed.method = booked.method
where coalesce(printed.kgco2e, 0) <> coalesce(booked.kgco2e, 0)
