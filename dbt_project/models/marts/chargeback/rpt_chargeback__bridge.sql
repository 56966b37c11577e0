{#
  From the statements to the statutory view, per fiscal year and method: less what the year's statements hold of earlier years, plus what
  later ones hold of it, gives management's view of the year; less hardware as it is amortised, plus what was acquired, the statutory one.
  The statements come from the chargeback, the rest from the books; what is left between them is zero.
#}
with entity as (
    select min_by(fiscal_year_start_month, entity_id) as start_month from {{ ref('dim_entity') }}
),

lines as (
    {% for method in emission_methods() %}
        select
            {{ fiscal_year('lines.posting_month', 'entity.start_month') }} as posting_year,
            {{ fiscal_year('lines.activity_month', 'entity.start_month') }} as activity_year,
            '{{ method }}' as method,
            lines.{{ method }}_kgco2e as kgco2e
        from {{ ref('fct_chargeback_lines') }} as lines
        cross join entity
        where lines.{{ method }}_kgco2e is not null
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

stated as (
    select posting_year as fiscal_year, method, sum(kgco2e) as statements_kgco2e,
        sum(kgco2e) filter (where activity_year < posting_year) as earlier_kgco2e
    from lines
    group by posting_year, method
),

later as (
    select activity_year as fiscal_year, method, sum(kgco2e) as later_kgco2e
    from lines
    where activity_year < posting_year
    group by activity_year, method
),

booked as (
    select
        {{ fiscal_year('ledger.activity_month', 'entity.start_month') }} as fiscal_year,
        ledger.method,
        sum(ledger.kgco2e) filter (where ledger.recognition_basis = 'amortised') as amortised_kgco2e,
        sum(ledger.kgco2e) filter (where ledger.recognition_basis = 'acquisition_year') as acquired_kgco2e,
        sum(ledger.kgco2e) filter (where ledger.recognition_basis in ('period', 'acquisition_year')) as statutory_kgco2e
    from {{ ref('fct_carbon_ledger_by_method') }} as ledger
    cross join entity
    group by {{ fiscal_year('ledger.activity_month', 'entity.start_month') }}, ledger.method
),

years as (
    select fiscal_year, method from stated
    union
    select fiscal_year, method from later
    union
    select fiscal_year, method from booked
),

joined as (
    select
        years.fiscal_year, years.method,
        coalesce(stated.statements_kgco2e, 0) as statements_kgco2e,
        -coalesce(stated.earlier_kgco2e, 0) as of_earlier_years_kgco2e,
        coalesce(later.later_kgco2e, 0) as posted_later_kgco2e,
        -coalesce(booked.amortised_kgco2e, 0) as amortised_kgco2e,
        coalesce(booked.acquired_kgco2e, 0) as acquired_kgco2e,
        coalesce(booked.statutory_kgco2e, 0) as statutory_kgco2e
    from years
    left join stated on years.fiscal_year = stated.fiscal_year and years.method = stated.method
    left join later on years.fiscal_year = later.fiscal_year and years.method = later.method
    left join booked on years.fiscal_year = booked.fiscal_year and years.method = booked.method
)

select
    fiscal_year,
    method,
    {{ measured('statements_kgco2e') }} as statements_kgco2e,
    {{ measured('of_earlier_years_kgco2e') }} as of_earlier_years_kgco2e,
    {{ measured('posted_later_kgco2e') }} as posted_later_kgco2e,
    {{ measured('statements_kgco2e + of_earlier_years_kgco2e + posted_later_kgco2e') }} as management_kgco2e,
    {{ measured('amortised_kgco2e') }} as amortised_kgco2e,
    {{ measured('acquired_kgco2e') }} as acquired_kgco2e,
    {{ measured('statutory_kgco2e') }} as statutory_kgco2e,
    {{ measured(
        'statutory_kgco2e - statements_kgco2e - of_earlier_years_kgco2e - posted_later_kgco2e - amortised_kgco2e - acquired_kgco2e'
    ) }} as unexplained_kgco2e
from joined
