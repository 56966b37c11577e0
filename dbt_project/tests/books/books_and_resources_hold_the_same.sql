{# Per cloud, month and method the entries that the figures make and the monthly fact of resources hold the same, to the last digit. #}
{% set of_method = {
    'location': ['electricity_location_kgco2e', 'upstream_location_kgco2e'],
    'location_hourly': ['electricity_location_hourly_kgco2e', 'upstream_location_kgco2e'],
    'market': ['electricity_market_kgco2e', 'upstream_market_kgco2e'],
} %}
with resources as (
    {% for method, columns in of_method.items() %}
        select
            provider, activity_month, '{{ method }}' as method,
            sum({{ total_of(columns + [
                'hardware_kgco2e', 'other_kgco2e', 'kept_' ~ method ~ '_kgco2e', 'bundle_' ~ method ~ '_kgco2e'
            ]) }}) as kgco2e
        from {{ ref('fct_resource_emissions_monthly') }}
        where evidence_tier is not null
        group by provider, activity_month
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

books as (
    {% for method in of_method %}
        select provider, activity_month, '{{ method }}' as method, sum(kgco2e) as kgco2e
        from {{ ref('int_ledger_entries_derived') }}
        where recognition_basis = 'period' and site_id is null and method in ('{{ method }}', 'na')
        group by provider, activity_month
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    coalesce(resources.provider, books.provider) as provider,
    coalesce(resources.activity_month, books.activity_month) as activity_month,
    coalesce(resources.method, books.method) as method,
    resources.kgco2e as resources_kgco2e,
    books.kgco2e as books_kgco2e
from resources
full outer join books
    on
        resources.provider = books.provider and resources.activity_month = books.activity_month
        and resources.method = books.method
where coalesce(resources.kgco2e, 0) <> coalesce(books.kgco2e, 0)
