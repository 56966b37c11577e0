{# How much of the bill has which evidence: rows, cost, kWh and kg per tier; "no emission by rule" apart from "uncovered". #}
select
    activity_month,
    provider,
    billing_currency,
    cast(evidence_tier as int) as evidence_tier,
    {{ coverage_class() }} as coverage_class,
    no_emission_reason,
    cast(sum(line_item_count) as bigint) as row_count,
    {{ priced('sum(billed_cost)') }} as billed_cost,
    {{ priced('sum(effective_cost)') }} as effective_cost,
    {{ measured('sum(energy_it_kwh + energy_overhead_kwh)') }} as energy_kwh,
    {{ measured('sum(' ~ total_of([
        'electricity_location_kgco2e', 'upstream_location_kgco2e', 'hardware_kgco2e', 'other_kgco2e',
        'kept_location_kgco2e', 'bundle_location_kgco2e'
    ]) ~ ')') }} as kgco2e_location
from {{ ref('fct_resource_emissions_monthly') }}
group by all
