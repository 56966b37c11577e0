{#
  What a difference is made of: energy, intensity (PUE and grid together) and hardware, each as ours / theirs with the
  documented reason that explains a ratio of this size. A reason whose ratio does not hold explains nothing.
#}
with wide as (
    select
        peer,
        peer_row_id,
        any_value(service_name) as service_name,
        any_value(usage_type_core) as usage_type_core,
        any_value(region_id) as region_id,
        {% for measure in ['energy_it_kwh', 'electricity_kgco2e', 'hardware_kgco2e'] %}
            max(ours) filter (where measure = '{{ measure }}') as ours_{{ measure }},
            max(theirs) filter (where measure = '{{ measure }}') as theirs_{{ measure }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('int_peer_figures') }}
    group by peer, peer_row_id
),

parts as (
    select
        peer, peer_row_id, service_name, usage_type_core, region_id, 'energy' as part,
        ours_energy_it_kwh as ours, theirs_energy_it_kwh as theirs
    from wide
    union all
    select
        peer, peer_row_id, service_name, usage_type_core, region_id, 'intensity' as part,
        ours_electricity_kgco2e / ours_energy_it_kwh as ours,
        theirs_electricity_kgco2e / theirs_energy_it_kwh as theirs
    from wide
    union all
    select
        peer, peer_row_id, service_name, usage_type_core, region_id, 'hardware' as part,
        ours_hardware_kgco2e as ours, theirs_hardware_kgco2e as theirs
    from wide
)

select
    parts.peer,
    parts.peer_row_id,
    parts.part,
    parts.ours / parts.theirs as ratio,
    reasons.reason
from parts
left join {{ ref('peer_difference_reasons') }} as reasons
    on
        parts.peer = reasons.peer
        and parts.part = reasons.part
        and {{ matches_glob('parts.service_name', 'reasons.service_pattern') }}
        and {{ matches_glob('parts.usage_type_core', 'reasons.usage_type_pattern') }}
        and {{ matches_glob('parts.region_id', 'reasons.region_pattern') }}
        and case
            when parts.ours is not null and parts.theirs is not null
                then parts.ours / parts.theirs between reasons.ratio_at_least and reasons.ratio_at_most
            else
                reasons.ratio_at_least is null
                and (parts.ours is not null or parts.theirs is not null)
        end
qualify row_number() over (partition by parts.peer, parts.peer_row_id, parts.part order by reasons.priority) = 1
