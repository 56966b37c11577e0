{# Per posting month and method the statements sum to management's view of the books, true-ups included, to the last digit. #}
with stated as (
    {% for method in emission_methods() %}
        select posting_month, '{{ method }}' as method, sum({{ method }}_kgco2e) as kgco2e
        from {{ ref('rpt_chargeback__statements') }}
        group by posting_month
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

booked as (
    select posting_month, method, sum(kgco2e) as kgco2e
    from {{ ref('fct_carbon_ledger_by_method') }}
    where recognition_basis in ('period', 'amortised')
    group by posting_month, method
)

select
    coalesce(stated.posting_month, booked.posting_month) as posting_month,
    coalesce(stated.method, booked.method) as method,
    stated.kgco2e as stated_kgco2e,
    booked.kgco2e as booked_kgco2e
from stated
full outer join booked on stated.posting_month = booked.posting_month and stated.method = booked.method
where coalesce(stated.kgco2e, 0) <> coalesce(booked.kgco2e, 0)
