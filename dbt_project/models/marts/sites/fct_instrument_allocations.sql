{# What each contractual instrument covers, at which site and in which year, and from which source; what it does not cover, and why. #}
select
    allocations.instrument_id, allocations.instrument_kind, allocations.market_zone, allocations.site_id, allocations.activity_year,
    allocations.kgco2e_per_kwh, allocations.applied_kwh, allocations.surplus_kwh, allocations.refused_reason,
    {# A supplier's rate attests no source; of the others what emits nothing is renewable, save what the entity lists as nuclear. #}
    case
        when policies.nuclear_instruments like concat('%;', allocations.instrument_id, ';%') then 'nuclear'
        when allocations.instrument_kind <> 'supplier_rate' and allocations.kgco2e_per_kwh = 0 then 'renewable'
        else 'unproven'
    end as attests
from {{ ref('int_instrument_allocations') }} as allocations
cross join {{ ref('int_disclosure_policies') }} as policies
