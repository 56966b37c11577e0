{# What share of each line of own electricity the contracts of the year cover, by kind of contract, and at which rate. Scope 2 only. #}
with covered as (
    select
        allocations.site_id,
        allocations.activity_year,
        allocations.instrument_kind,
        sum(allocations.applied_kwh) as applied_kwh,
        sum({{ measured('cast(allocations.applied_kwh as double) * allocations.kgco2e_per_kwh') }}) as applied_kgco2e
    from {{ ref('int_instrument_allocations') }} as allocations
    where allocations.applied_kwh > 0
    group by allocations.site_id, allocations.activity_year, allocations.instrument_kind
)

select
    lines.site_id,
    lines.activity_month,
    lines.part,
    covered.instrument_kind,
    {{ part_of('lines.energy_kwh', 'least(1, cast(covered.applied_kwh as double) / cast(needs.need_kwh as double))') }} as covered_kwh,
    {{ part_of('lines.energy_kwh', 'cast(covered.applied_kgco2e as double) / cast(needs.need_kwh as double)') }} as covered_kgco2e
from {{ ref('int_site_lines') }} as lines
inner join covered
    on lines.site_id = covered.site_id and cast(extract(year from lines.activity_month) as int) = covered.activity_year
inner join {{ ref('int_site_needs_yearly') }} as needs
    on covered.site_id = needs.site_id and covered.activity_year = needs.activity_year
where lines.scope = 2
