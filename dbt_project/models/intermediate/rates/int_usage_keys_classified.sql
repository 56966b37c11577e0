{#
  What each distinct usage key is: region as the map knows it, resource kind, energy model, carbon bucket, evidence
  tier. A key that no pattern matches keeps its cost and falls to the spend tier, visibly.
#}
{# A disk billed whole whose size no tier names has no energy model. #}
{% set is_physical = "(matched.energy_model <> 'none'
            and not (coalesce(prefixed.consumed_unit, '') = 'Unit-Months' and tiers.gib is null))" %}
{% set is_correction = "line_types.charge_class = 'Correction' and line_types.emission_rule = 'spend'" %}
with usage_keys as (
    select distinct
        usage_key,
        {{ month_of('usage_date') }} as activity_month,
        provider, service_name, region_id as region_code, x_usage_type, x_operation, x_instance_type,
        consumed_unit, charge_category, x_line_item_type, billing_currency,
        false as is_peer
    from {{ ref('int_usage_daily') }}
    union all
    {# Rows of other tools run through the same rates, beside the bill and never into a fact. #}
    select
        usage_key, activity_month,
        provider, service_name, region_code, x_usage_type, x_operation, x_instance_type,
        consumed_unit, charge_category, x_line_item_type, billing_currency,
        true as is_peer
    from {{ ref('int_peer_usage_keys') }}
),

prefixed as (
    select
        usage_keys.*,
        coalesce(region_codes.region_id, usage_keys.region_code) as region_id,
        region_codes.region_id is not null as is_region_known,
        case
            when prefixes.alias is null then usage_keys.x_usage_type
            else substring(usage_keys.x_usage_type, length(prefixes.alias || '-') + 1)
        end as usage_type_core
    from usage_keys
    left join {{ ref('int_region_codes') }} as region_codes
        on usage_keys.provider = region_codes.provider and usage_keys.region_code = region_codes.region_code
    left join {{ ref('cloud_region_aliases') }} as prefixes
        on
            usage_keys.provider = prefixes.provider
            and prefixes.kind = 'usage_type_prefix'
            and split_part(usage_keys.x_usage_type, '-', 1) = prefixes.alias
            and length(usage_keys.x_usage_type) > length(prefixes.alias)
),

matched as (
    select
        prefixed.usage_key,
        prefixed.activity_month,
        kinds.resource_kind,
        kinds.energy_model,
        kinds.storage_class,
        kinds.capacity_unit,
        kinds.network_class,
        kinds.instance_type,
        kinds.copies,
        kinds.no_emission_reason,
        row_number() over (
            partition by prefixed.usage_key, prefixed.activity_month order by kinds.priority
        ) as preference
    from prefixed
    left join {{ ref('line_item_types') }} as line_types on prefixed.x_line_item_type = line_types.line_item_type
    inner join {{ ref('service_resource_kinds') }} as kinds
        on
            prefixed.provider = kinds.provider
            and (kinds.service_code = '*' or split_part(prefixed.service_name, '/', 1) = kinds.service_code)
            and (
                kinds.consumed_unit is null
                or prefixed.consumed_unit = kinds.consumed_unit
                {# A refund names what it gives back and often no unit; a pattern of anything cannot tell. #}
                or (prefixed.consumed_unit is null and {{ is_correction }} and kinds.usage_type_pattern not in ('*', '(none)'))
                {# What is stored is measured by the month or by the hour. #}
                or (kinds.energy_model = 'storage' and kinds.consumed_unit = 'GB-Months' and prefixed.consumed_unit = 'GB-Hours')
            )
            {# A bill without usage types (FOCUS) has an instance type, or only its service and unit. #}
            and {{ matches_glob(
                "coalesce(prefixed.usage_type_core, case when prefixed.x_instance_type is null then '(none)' else '(instance)' end)",
                'kinds.usage_type_pattern'
            ) }}
            and {{ matches_glob("coalesce(prefixed.x_operation, '')", "coalesce(kinds.operation_pattern, '*')") }}
)

select
    prefixed.usage_key,
    prefixed.activity_month,
    prefixed.provider,
    prefixed.service_name,
    prefixed.region_code,
    prefixed.region_id,
    prefixed.is_region_known,
    prefixed.x_usage_type,
    prefixed.usage_type_core,
    prefixed.x_operation,
    prefixed.consumed_unit,
    prefixed.charge_category,
    prefixed.x_line_item_type,
    prefixed.billing_currency,
    case when matched.energy_model in ({{ machine_models() }}) then {{ billed_instance_type('prefixed', 'matched') }} end as instance_type,
    {# A line of cores or memory whose machine is not named: the family stands for it. #}
    coalesce(
        matched.energy_model in ({{ machine_part_models() }}) and not {{ names_a_machine('prefixed.x_instance_type') }}, false
    ) as is_family_line,
    case
        when line_types.emission_rule = 'held' and matched.energy_model in ('vm', 'vm_core', 'vm_memory') then 'reserved_idle'
        else coalesce(matched.resource_kind, 'other')
    end as resource_kind,
    matched.storage_class,
    matched.capacity_unit,
    matched.network_class,
    coalesce(matched.copies, 1) as copies,
    tiers.gib as gib_per_unit,
    prefixed.is_peer,
    coalesce(buckets.carbon_bucket, 'Other') as carbon_bucket,
    coalesce(buckets.is_documented, false) as is_bucket_documented,
    case
        when {{ is_physical }} and {{ is_correction }} then 'a correction of its price: what was used was used'
        when line_types.emission_rule in ('energy', 'held') then matched.no_emission_reason
        else line_types.no_emission_reason
    end as no_emission_reason,
    case
        when line_types.line_item_type is null then 'none'
        when {{ is_physical }} and {{ is_correction }} then 'none'
        when line_types.emission_rule not in ('energy', 'held') then line_types.emission_rule
        when matched.no_emission_reason is not null then 'none'
        when line_types.emission_rule = 'held' and matched.energy_model in ('vm', 'held') then 'held'
        when line_types.emission_rule = 'held' and matched.energy_model = 'vm_core' then 'held_core'
        {# Memory draws the same whether it is used or not. #}
        when line_types.emission_rule = 'held' and matched.energy_model = 'vm_memory' then 'vm_memory'
        when line_types.emission_rule = 'energy' and {{ is_physical }} then matched.energy_model
        else 'spend'
    end as emission_model,
    line_types.line_item_type is null as is_line_type_unknown
from prefixed
left join matched
    on
        prefixed.usage_key = matched.usage_key
        and prefixed.activity_month = matched.activity_month
        and matched.preference = 1
left join {{ ref('disk_tiers') }} as tiers
    on
        prefixed.provider = tiers.provider
        and matched.energy_model = 'storage'
        and prefixed.consumed_unit = 'Unit-Months'
        and {{ disk_tier('prefixed.usage_type_core') }} = tiers.tier
left join {{ ref('service_carbon_buckets') }} as buckets
    on prefixed.provider = buckets.provider and split_part(prefixed.service_name, '/', 1) = buckets.service_code
left join {{ ref('line_item_types') }} as line_types
    on prefixed.x_line_item_type = line_types.line_item_type
