{# How many accelerators each registered host has in a month in which it is in service, and which: those of its asset. #}
with months as (
    select distinct activity_month from {{ ref('int_host_figures_monthly') }}
)

select
    hosts.host_id,
    months.activity_month,
    hosts.asset_id,
    boards.accelerator_count,
    boards.accelerator
from {{ ref('stg_organisation__hosts') }} as hosts
inner join months
    on
        coalesce({{ month_of('hosts.valid_from') }}, months.activity_month) <= months.activity_month
        and (hosts.valid_to is null or hosts.valid_to > months.activity_month)
left join {{ ref('int_asset_accelerators') }} as boards on hosts.asset_id = boards.asset_id
qualify row_number() over (partition by hosts.host_id, months.activity_month order by hosts.valid_from desc nulls last) = 1
