{#
  Gases that were topped up, for what was refilled had leaked: mass x warming potential. Gases outside the Kyoto list are a memo and in no
  scope; a gas that nobody knows keeps its mass and has no figure.
#}
select
    lost.log_id,
    lost.site_id,
    {{ month_of('lost.topped_up_on') }} as activity_month,
    lost.gas,
    lost.slice_id,
    max({{ priced('lost.mass_kg') }}) as mass_quantity,
    case
        when bool_and(potentials.value is not null)
            then sum({{ measured('lost.mass_kg * parts.mass_share * potentials.value') }}) filter (where parts.is_kyoto)
    end as kgco2e,
    sum({{ measured('lost.mass_kg * parts.mass_share * potentials.value') }}) filter (where not parts.is_kyoto) as memo_kgco2e,
    bool_and(potentials.value is not null) as is_known
from {{ ref('stg_organisation__refrigerants') }} as lost
left join {{ ref('refrigerant_species') }} as parts on lost.gas = parts.gas
left join {{ ref('int_warming_potentials') }} as potentials on parts.species = potentials.species
group by lost.log_id, lost.site_id, {{ month_of('lost.topped_up_on') }}, lost.gas, lost.slice_id
