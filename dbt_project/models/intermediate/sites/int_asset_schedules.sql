{#
  What each asset is worth on the books of management, month by month: straight-line by calendar month from the month in service over its
  life, the remainder in the month of disposal, zero after its life. Every kilogram acquired is charged or disposed of, to the digit.
#}
with spans as (
    select
        assets.*,
        through.through_month,
        coalesce(assets.disposed_month, greatest(
            assets.acquired_month,
            through.through_month,
            coalesce((
                select max(cast(assets.in_service_month + {{ months_interval('lives.life_months - 1') }} as date))
                from {{ ref('int_asset_lives') }} as lives
                where lives.asset_id = assets.asset_id
            ), assets.acquired_month)
        )) as last_month
    from {{ ref('int_assets_valued') }} as assets
    cross join {{ ref('int_books_through') }} as through
    where assets.recognition <> 'expensed' and assets.embodied_kgco2e is not null
),

months as (
    {{ exploded_months('spans', 'acquired_month', 'last_month',
        ['asset_id', 'asset_kind', 'site_id', 'recognition', 'acquired_month', 'in_service_month', 'disposed_month', 'through_month',
         'embodied_kgco2e']) }}
),

aged as (
    select months.*, {{ months_between('months.in_service_month', 'months.activity_month') }} as age_months
    from months
),

balanced as (
    select
        aged.*,
        lives.life_months,
        case
            when lives.asset_id is null then aged.embodied_kgco2e
            when lives.life_months <= aged.age_months + 1 then {{ measured('0') }}
            else {{ part_of(
                'aged.embodied_kgco2e',
                'lives.carried_share * ((lives.life_months - aged.age_months - 1) / cast(lives.life_months - lives.start_index as double))'
            ) }}
        end as unamortised_kgco2e
    from aged
    left join {{ ref('int_asset_lives') }} as lives
        on
            aged.asset_id = lives.asset_id
            and aged.age_months >= lives.start_index
            and (lives.next_index is null or aged.age_months < lives.next_index)
),

opened as (
    select
        balanced.*,
        case when activity_month = acquired_month then embodied_kgco2e else {{ measured('0') }} end as acquired_kgco2e,
        coalesce(lag(unamortised_kgco2e) over (partition by asset_id order by activity_month), {{ measured('0') }}) as opening_kgco2e
    from balanced
)

select
    asset_id,
    asset_kind,
    site_id,
    recognition,
    activity_month,
    life_months,
    opening_kgco2e,
    acquired_kgco2e,
    opening_kgco2e + acquired_kgco2e - unamortised_kgco2e as charged_kgco2e,
    case when activity_month = disposed_month then unamortised_kgco2e else {{ measured('0') }} end as disposed_kgco2e,
    case when activity_month = disposed_month then {{ measured('0') }} else unamortised_kgco2e end as closing_kgco2e,
    age_months >= 0 and acquired_kgco2e = 0 and opening_kgco2e = 0 as is_beyond_life,
    activity_month > through_month as is_projected
from opened
