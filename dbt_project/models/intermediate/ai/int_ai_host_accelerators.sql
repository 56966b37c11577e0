{#
  How many accelerators each registered host has in a month in which it is in service, and which, where the asset's description
  names one that `accelerator_throughput` knows; the longest name wins (H100 NVL before H100).
#}
with months as (
    select distinct activity_month from {{ ref('int_host_figures_monthly') }}
),

hosts as (
    select
        hosts.host_id,
        months.activity_month,
        hosts.asset_id,
        assets.accelerator_count,
        assets.description
    from {{ ref('stg_organisation__hosts') }} as hosts
    inner join months
        on
            coalesce({{ month_of('hosts.valid_from') }}, months.activity_month) <= months.activity_month
            and (hosts.valid_to is null or hosts.valid_to > months.activity_month)
    left join {{ ref('stg_organisation__assets') }} as assets on hosts.asset_id = assets.asset_id
    qualify row_number() over (partition by hosts.host_id, months.activity_month order by hosts.valid_from desc nulls last) = 1
)

select
    hosts.host_id,
    hosts.activity_month,
    hosts.asset_id,
    hosts.accelerator_count,
    throughput.accelerator
from hosts
left join {{ ref('accelerator_throughput') }} as throughput
    on {{ matches_glob('lower(hosts.description)', 'lower(throughput.name_glob)') }}
qualify row_number() over (
    partition by hosts.host_id, hosts.activity_month order by length(throughput.name_glob) desc nulls last, throughput.accelerator asc
) = 1
