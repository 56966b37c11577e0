{# Which share of an asset each host of a month is: one piece of it. Pieces that no host is stay with the site. #}
with months as (
    select distinct asset_id, site_id, activity_month from {{ ref('int_asset_figures') }}
),

hosts as (
    select
        months.asset_id,
        months.site_id,
        months.activity_month,
        registered.host_id,
        registered.team_id
    from months
    inner join {{ ref('stg_organisation__hosts') }} as registered
        on
            months.asset_id = registered.asset_id
            and months.site_id = registered.site_id
            and {{ holds_in_month('registered', 'months.activity_month') }}
    qualify row_number() over (
        partition by months.asset_id, months.site_id, months.activity_month, registered.host_id
        order by registered.valid_from desc nulls last
    ) = 1
)

select
    hosts.asset_id,
    hosts.site_id,
    hosts.activity_month,
    hosts.host_id,
    coalesce(hosts.team_id, 'unattributed') as team_id,
    1 / cast(greatest(
        assets.quantity, count(*) over (partition by hosts.asset_id, hosts.site_id, hosts.activity_month)
    ) as double) as asset_share
from hosts
inner join {{ ref('int_assets_valued') }} as assets on hosts.asset_id = assets.asset_id
