{# The hosts that attempts and services name, a row each of a list; a service that moves has a list before and one after. #}
with named as (
    select 'run' as consumer_kind, attempt_id as consumer_id, host_ids from {{ ref('int_ai_runs_registered') }}
    union
    select 'service' as consumer_kind, service_id as consumer_id, host_ids from {{ ref('int_ai_services_registered') }}
),

lists as (
    select distinct host_ids from named where host_ids is not null
),

split_up as (
    {{ split_rows('lists', 'host_ids', 'part', ';') }}
),

hosts as (
    select distinct host_ids, trim(part) as host_id from split_up where trim(part) <> ''
)

select
    named.consumer_kind,
    named.consumer_id,
    named.host_ids,
    hosts.host_id,
    count(*) over (partition by named.consumer_kind, named.consumer_id, named.host_ids) as host_count
from named
inner join hosts on named.host_ids = hosts.host_ids
