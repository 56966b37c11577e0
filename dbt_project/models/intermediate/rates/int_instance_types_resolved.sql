{#
  The EC2 type behind each billed instance type: itself, the type that a service's class is named for (`db.r6g.large`,
  `m5.large.search`), or a documented stand-in, flagged.
#}
with billed as (
    select distinct provider, instance_type
    from {{ ref('int_usage_keys_classified') }}
    where emission_model in ({{ machine_models() }}, 'held_core')
),

hosts as (
    select provider, family, instance_type
    from {{ ref('instance_types') }}
    where instance_type not like '%metal%'
    qualify row_number() over (
        partition by provider, family order by vcpus desc, memory_gib desc, instance_type asc
    ) = 1
),

named as (
    select
        billed.provider,
        billed.instance_type,
        prefixes.affix is not null or suffixes.affix is not null as is_service_class,
        case
            {# A size may carry what it is for: ml.c5.xlarge-Hosting. #}
            when prefixes.affix is not null
                then
                    concat(
                        split_part(billed.instance_type, '.', 2), '.',
                        split_part(split_part(billed.instance_type, '.', 3), '-', 1)
                    )
            when suffixes.affix is not null
                then concat(split_part(billed.instance_type, '.', 1), '.', split_part(billed.instance_type, '.', 2))
            {# A dedicated host is billed by its family alone. #}
            when billed.instance_type not like '%.%'
                then coalesce(hosts.instance_type, spelled.instance_type, billed.instance_type)
            else billed.instance_type
        end as ec2_instance_type
    from billed
    left join {{ ref('instance_type_affixes') }} as prefixes
        on
            billed.provider = prefixes.provider
            and prefixes.position = 'prefix'
            and split_part(billed.instance_type, '.', 1) = prefixes.affix
    left join {{ ref('instance_type_affixes') }} as suffixes
        on
            billed.provider = suffixes.provider
            and suffixes.position = 'suffix'
            and split_part(billed.instance_type, '.', 3) = suffixes.affix
    left join hosts on billed.provider = hosts.provider and billed.instance_type = hosts.family
    {# Bills write a type in any case. #}
    left join {{ ref('instance_types') }} as spelled
        on billed.provider = spelled.provider and lower(billed.instance_type) = lower(spelled.instance_type)
)

select
    named.provider,
    named.instance_type,
    coalesce(proxies.instance_type, named.ec2_instance_type) as ec2_instance_type,
    coalesce(proxies.instance_count, 1) as instance_count,
    case
        when proxies.billed_type is not null then 'proxy'
        when named.is_service_class then 'service_class'
        else 'itself'
    end as resolved_as
from named
left join {{ ref('instance_type_proxies') }} as proxies
    on named.provider = proxies.provider and named.instance_type = proxies.billed_type
