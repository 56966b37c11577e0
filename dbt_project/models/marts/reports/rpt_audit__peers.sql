{#
  Ours beside Cloud Carbon Footprint and SPRUCE over the same usage: each difference over the limit with its documented
  reason. IT energy on both sides (their PUE taken out); electricity names the boundary wherever it differs.
#}
with compared as (
    select
        *,
        (ours - theirs) / theirs as difference_share,
        case measure
            when 'energy_it_kwh' then energy_reason
            when 'electricity_kgco2e' then nullif(concat_ws('; ', energy_reason, intensity_reason), '')
            else hardware_reason
        end as documented_reason,
        {# A product of two parts is explained when each part that is over the limit is. #}
        measure <> 'electricity_kgco2e'
        or (
            (energy_reason is not null or coalesce(abs(energy_ratio - 1) <= difference_share_max, true))
            and (intensity_reason is not null or coalesce(abs(intensity_ratio - 1) <= difference_share_max, true))
        ) as is_each_part_explained
    from {{ ref('dim_peer_figure') }}
)

select
    peer,
    peer_row_id,
    provider,
    service_name,
    x_usage_type,
    x_instance_type,
    region_id,
    consumed_unit,
    consumed_quantity,
    activity_month,
    measure,
    ours,
    theirs,
    difference_share,
    case
        when ours is null and theirs is null then null
        when abs(difference_share) <= difference_share_max then null
        else documented_reason
    end as reason,
    case
        when ours is null and theirs is null then true
        when abs(difference_share) <= difference_share_max then true
        else documented_reason is not null and is_each_part_explained
    end as is_explained
from compared
