{#
  What all pieces of an asset embody, and its first life. Where the register gives no value a server and an accelerator host take the
  components', with the accelerators that a piece holds (unknown ones where nothing names them); second-hand hardware is worth what its
  recorded rule says and nothing else; the rest has no figure and says why.
#}
with components as (
    select
        max(value) as value,
        max(value_low) as value_low,
        max(value_high) as value_high
    from {{ ref('coefficients') }}
    where coefficient_id = 'embodied_server_base_kg'
),

boards as (
    select
        held.asset_id,
        coalesce(held.accelerator_count, 0) as accelerator_count,
        accelerators.accelerator,
        accelerators.embodied_kgco2e,
        coalesce(accelerators.embodied_low, accelerators.embodied_kgco2e) as embodied_low,
        coalesce(accelerators.embodied_high, accelerators.embodied_kgco2e) as embodied_high
    from {{ ref('int_asset_accelerators') }} as held
    inner join {{ ref('accelerators') }} as accelerators on coalesce(held.accelerator, 'UNKNOWN_ACCELERATOR') = accelerators.accelerator
),

pieces as (
    select
        assets.*,
        assets.embodied_kgco2e is not null as is_given,
        case when boards.accelerator_count > 0 then boards.accelerator end as accelerator,
        {% for bound in [('value', 'embodied_kgco2e', 'embodied_kgco2e'), ('value_low', 'embodied_low_kgco2e', 'embodied_low'),
                         ('value_high', 'embodied_high_kgco2e', 'embodied_high')] %}
            case
                when assets.embodied_kgco2e is not null then coalesce(assets.{{ bound[1] }}, assets.embodied_kgco2e)
                when assets.recognition = 'second_hand' then null
                when assets.asset_kind = 'server' or (assets.asset_kind = 'accelerator' and assets.accelerator_count is not null)
                    then components.{{ bound[0] }} + boards.accelerator_count * boards.{{ bound[2] }}
            end as piece_{{ bound[0] }},
        {% endfor %}
        coalesce(assets.life_months, lives.life_years * {{ months_per_year() }}) as first_life_months,
        case when assets.life_months is null then {{ lifetime_id('lives') }} end as lifetime_factor_id
    from {{ ref('stg_organisation__assets') }} as assets
    cross join components
    left join boards on assets.asset_id = boards.asset_id
    left join {{ ref('hardware_lifetimes') }} as lives
        on
            lives.provider = '*'
            and lives.asset_class = case assets.asset_kind when 'storage' then 'server' else assets.asset_kind end
)

select
    asset_id,
    asset_kind,
    description,
    site_id,
    quantity,
    accelerator_count,
    accelerator,
    recognition,
    acquired_on,
    in_service_on,
    disposed_on,
    disposal_route,
    {{ month_of('acquired_on') }} as acquired_month,
    {{ month_of('in_service_on') }} as in_service_month,
    {{ month_of('disposed_on') }} as disposed_month,
    is_given,
    embodied_source,
    slice_id,
    cast(first_life_months as int) as life_months,
    lifetime_factor_id,
    {{ measured('quantity * piece_value') }} as embodied_kgco2e,
    {{ measured('quantity * piece_value_low') }} as embodied_low_kgco2e,
    {{ measured('quantity * piece_value_high') }} as embodied_high_kgco2e,
    {{ measured('quantity * mass_kg') }} as mass_kg,
    case
        when piece_value is not null then null
        when recognition = 'second_hand' then 'second_hand_rule_not_recorded'
        else 'no_embodied_value'
    end as not_estimated_reason
from pieces
