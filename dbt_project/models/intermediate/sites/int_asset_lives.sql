{#
  The lives of an asset, one after the other: from which month in service each counts, and what share of the value reaches it. A change
  is prospective: what was charged stays, what is left goes over what remains of the new life.
#}
with told as (
    select asset_id, 0 as start_index, life_months, cast(null as date) as valid_from
    from {{ ref('int_assets_valued') }}
    where in_service_month is not null
    union all
    select
        lives.asset_id,
        greatest(0, {{ months_between('assets.in_service_month', month_of('lives.valid_from')) }}) as start_index,
        lives.life_months,
        lives.valid_from
    from {{ ref('stg_organisation__asset_lives') }} as lives
    inner join {{ ref('int_assets_valued') }} as assets on lives.asset_id = assets.asset_id
    where assets.in_service_month is not null
),

ordered as (
    select
        asset_id,
        start_index,
        life_months,
        lead(start_index) over (partition by asset_id order by start_index) as next_index
    from (
        select told.*
        from told
        qualify row_number() over (partition by asset_id, start_index order by valid_from desc nulls last) = 1
    ) as newest
),

stepped as (
    select
        ordered.*,
        case
            when life_months <= start_index then 0
            else greatest(0, life_months - next_index) / cast(life_months - start_index as double)
        end as step_share
    from ordered
)

select
    asset_id,
    start_index,
    next_index,
    life_months,
    {# A product of the steps before; a step of nothing left leaves nothing. #}
    case
        when coalesce(min(step_share) over before, 1) = 0 then 0
        else cast(cast(
            exp(cast(coalesce(sum(cast(ln(nullif(step_share, 0)) as decimal(38, 18))) over before, 0) as double)) as decimal(38, 15)
        ) as double)
    end as carried_share
from stepped
window before as (partition by asset_id order by start_index rows between unbounded preceding and 1 preceding)
