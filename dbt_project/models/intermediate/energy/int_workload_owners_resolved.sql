{#
  The team of each workload and day: by the register's rules for its namespace, or for its name as a resource (pod/NAMESPACE/POD,
  job/ID, host/ID), the smallest priority first; else the team of its host. Idle energy that nobody pays has no team.
#}
with workloads as (
    select distinct
        shares.host_id,
        cast(shares.hour_at as date) as usage_date,
        shares.workload_kind,
        shares.workload_id,
        shares.namespace,
        shares.idle_policy,
        hosts.host_team_id,
        case
            when shares.workload_kind in ('idle', 'unallocated') then concat('host/', shares.host_id)
            else concat(shares.workload_kind, '/', coalesce(concat(shares.namespace, '/'), ''), shares.workload_id)
        end as resource_id
    from {{ ref('int_workload_shares_hourly') }} as shares
    inner join {{ ref('int_workload_pools_hourly') }} as hosts
        on shares.host_id = hosts.host_id and shares.hour_at = hosts.hour_at and shares.device_id = hosts.device_id
),

matches as (
    select workloads.*, rules.priority, rules.rule_id, rules.team_id
    from workloads
    inner join {{ ref('stg_organisation__attribution_rules') }} as rules
        on
            rules.rule_kind = 'namespace' and workloads.namespace = rules.pattern
            and workloads.usage_date >= coalesce(rules.valid_from, workloads.usage_date)
            and (rules.valid_to is null or workloads.usage_date < rules.valid_to)
    union all
    select workloads.*, rules.priority, rules.rule_id, rules.team_id
    from workloads
    inner join {{ ref('stg_organisation__attribution_rules') }} as rules
        on
            rules.rule_kind = 'resource' and {{ matches_glob('workloads.resource_id', 'rules.pattern') }}
            and workloads.usage_date >= coalesce(rules.valid_from, workloads.usage_date)
            and (rules.valid_to is null or workloads.usage_date < rules.valid_to)
),

chosen as (
    select *
    from matches
    qualify row_number() over (
        partition by host_id, usage_date, workload_kind, workload_id, namespace order by priority, rule_id
    ) = 1
)

select
    workloads.host_id,
    workloads.usage_date,
    workloads.workload_kind,
    workloads.workload_id,
    workloads.namespace,
    coalesce(
        case when not (workloads.workload_kind = 'idle' and workloads.idle_policy = 'separate') then
            coalesce(chosen.team_id, workloads.host_team_id) end,
        'unattributed'
    ) as team_id,
    chosen.rule_id as attribution_rule_id
from workloads
left join chosen
    on
        workloads.host_id = chosen.host_id
        and workloads.usage_date = chosen.usage_date
        and workloads.workload_kind = chosen.workload_kind
        and workloads.workload_id is not distinct from chosen.workload_id
        and workloads.namespace is not distinct from chosen.namespace
