{#
  The figures of own sites by team, in the columns of the ledger: energy by the energy of each team's hosts, assets by their pieces, and
  `unattributed` the rest. The teams of a line sum to the line, to the digit.
#}
{% set line = ['site_id', 'activity_month', 'part', 'flow', 'rule_id', 'scope', 's3_category', 's3_subcategory', 'evidence_tier',
               'component', 'method', 'recognition_basis', 'reason', 'market_basis', 'is_market_complete', 'factor_sets'] %}
{% set measures = ['energy_kwh', 'kgco2e', 'low_kgco2e', 'high_kgco2e'] %}
with energy_shares as (
    select site_id, activity_month, team_id, sum({{ share_kept('energy_share') }}) as share
    from {{ ref('int_site_host_shares') }}
    group by site_id, activity_month, team_id
),

asset_shares as (
    select asset_id, activity_month, team_id, sum({{ share_kept('asset_share') }}) as share
    from {{ ref('int_asset_host_shares') }}
    group by asset_id, activity_month, team_id
),

assets_held as (
    select asset_id, activity_month, sum(share) as share from asset_shares group by asset_id, activity_month
),

shared as (
    select figures.*, coalesce(shares.team_id, 'unattributed') as team_id, coalesce(cast(shares.share as double), 1) as share
    from {{ ref('int_site_figures') }} as figures
    left join energy_shares as shares
        on figures.site_id = shares.site_id and figures.activity_month = shares.activity_month
    where figures.asset_id is null
    union all
    select figures.*, shares.team_id, cast(shares.share as double) as share
    from {{ ref('int_site_figures') }} as figures
    inner join asset_shares as shares
        on figures.asset_id = shares.asset_id and figures.activity_month = shares.activity_month
    where figures.asset_id is not null
    union all
    select figures.*, 'unattributed' as team_id, 1 - coalesce(cast(held.share as double), 0) as share
    from {{ ref('int_site_figures') }} as figures
    left join assets_held as held
        on figures.asset_id = held.asset_id and figures.activity_month = held.activity_month
    where figures.asset_id is not null and coalesce(held.share, 0) < 1
),

parted as (
    select
        shared.*,
        {% for measure in measures %}
            {{ part_of(measure, 'share') }} as part_{{ measure }}{{ ',' if not loop.last }}
        {% endfor %}
    from shared
),

summing as (
    select
        {{ line | join(', ') }}, team_id, share,
        {% for measure in measures %}
            {{ part_that_sums(measure, 'part_' ~ measure, line, 'share', 'team_id') }} as {{ measure }}{{ ',' if not loop.last }}
        {% endfor %}
    from parted
)

select
    {{ line | join(', ') }}, team_id, cast(sum({{ share_kept('share') }}) as double) as team_share,
    {% for measure in measures %}
        {{ measured('sum(' ~ measure ~ ')') }} as {{ measure }}{{ ',' if not loop.last }}
    {% endfor %}
from summing
group by {{ line | join(', ') }}, team_id
