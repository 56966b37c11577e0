{#
  FOCUS 1.0 to 1.3 charges of any vendor as canonical usage. What a charge is (`line_item_types`), who provides it, the
  code of its service and what its description stands for are rows of seeds.
#}
with charges as (
    select * from {{ source('raw', 'focus') }}
    union all
    select * from {{ source('raw', 'aws_focus') }}
    union all
    select * from {{ source('raw', 'azure_focus') }}
),

named as (
    select
        charges.*,
        coalesce(
            provider_names.provider,
            lower(replace(replace(replace(trim(
                coalesce(charges.service_provider_name, charges.provider_name, 'unknown')
            ), ',', ''), '.', ''), ' ', '_'))
        ) as provider,
        {# Consumed hours of an idle capacity reservation are the hours it was held. #}
        case
            when charges.capacity_reservation_status = 'Unused'
                then coalesce(charges.consumed_quantity, charges.pricing_quantity)
            else charges.consumed_quantity
        end as quantity,
        {# A meter that reads like a sentence is a class of usage, no usage type. #}
        coalesce(
            charges.x_usage_type, {{ azure_focus_usage_type() }},
            case when charges.sku_meter not like '% %' then charges.sku_meter end
        ) as metered_usage_type
    from charges
    left join {{ ref('provider_names') }} as provider_names
        on
            lower(trim(coalesce(charges.service_provider_name, charges.provider_name)))
            = provider_names.provider_alias
),

coded as (
    select
        named.*,
        coalesce(x_service_code, x_sku_meter_category, service_names.service_code, named.service_name, 'unknown') as service_code,
        case
            when charge_category = 'Usage' and capacity_reservation_status = 'Unused' then 'FOCUS:UnusedCapacity'
            when charge_category = 'Usage' and commitment_discount_status = 'Unused' then 'FOCUS:UnusedCommitment'
            when charge_category = 'Purchase' and (commitment_discount_id is not null or effective_cost = 0)
                then 'FOCUS:CommitmentPurchase'
            when charge_class = 'Correction' and charge_category = 'Usage' and quantity is not null
                then 'FOCUS:UsageCorrection'
            when charge_class = 'Correction' and charge_category in ('Usage', 'Purchase', 'Adjustment')
                then 'FOCUS:Correction'
            when charge_category = 'Usage' and quantity is null then 'FOCUS:UnmeasuredUsage'
            else concat('FOCUS:', coalesce(charge_category, 'Unclassified'))
        end as x_line_item_type
    from named
    left join {{ ref('service_names') }} as service_names
        on named.provider = service_names.provider and named.service_name = service_names.service_name
),

{# Patterns meet distinct descriptions of a slice, never lines. #}
descriptions as (
    select distinct slice_id, provider, service_code, charge_description
    from coded
    where metered_usage_type is null and charge_description is not null
),

described as (
    select
        descriptions.*,
        patterns.usage_type,
        patterns.operation,
        patterns.source_unit,
        split_part(
            split_part(lower(descriptions.charge_description), lower(patterns.word_before), 1), ' ', -1
        ) as instance_type
    from descriptions
    inner join {{ ref('charge_descriptions') }} as patterns
        on
            descriptions.provider = patterns.provider
            and patterns.service_code in ('*', descriptions.service_code)
            and {{ matches_glob('lower(descriptions.charge_description)', 'lower(patterns.description_pattern)') }}
    qualify row_number() over (
        partition by
            descriptions.slice_id, descriptions.provider, descriptions.service_code, descriptions.charge_description
        order by patterns.priority
    ) = 1
),

typed as (
    select
        coded.*,
        replace(described.usage_type, '{}', coalesce(described.instance_type, '')) as described_usage_type,
        described.operation as described_operation,
        described.instance_type as described_instance_type,
        line_item_types.charge_category as known_category,
        coalesce(line_item_types.consumes, false) as consumes,
        coalesce(
            described.source_unit,
            coded.x_pricing_unit_description, {# Azure: how large a block is that a quantity counts #}
            coded.consumed_unit,
            case when coded.quantity = coded.pricing_quantity then coded.pricing_unit end
        ) as source_unit
    from coded
    left join described
        on
            coded.slice_id = described.slice_id
            and coded.provider = described.provider
            and coded.service_code = described.service_code
            and coded.charge_description = described.charge_description
            and coded.metered_usage_type is null
    left join {{ ref('line_item_types') }} as line_item_types
        on coded.x_line_item_type = line_item_types.line_item_type
)

select
    ---------- keys
    slice_id,
    typed.provider,
    billing_account_id,
    coalesce({{ azure_id('typed.provider', 'sub_account_id') }}, billing_account_id, 'unknown') as sub_account_id,
    {{ azure_id('typed.provider', 'coalesce(allocated_resource_id, resource_id)') }} as resource_id,
    billing_currency,
    ---------- what
    coalesce(known_category, 'Unclassified') as charge_category,
    charge_class,
    service_code as service_name,
    coalesce(
        region_id, nullif(regexp_extract(availability_zone, '^([a-z]+-[a-z-]+-[0-9]+)[a-z]?$', 1), ''), region_name, 'unknown'
    ) as region_id,
    coalesce(units.consumed_unit, typed.source_unit) as consumed_unit,
    coalesce(allocated_tags, tags) as tags,
    {{ tags_as_text('coalesce(allocated_tags, tags)') }} as tags_text,
    x_line_item_type,
    coalesce(metered_usage_type, described_usage_type, sku_meter, charge_description) as x_usage_type,
    coalesce(x_operation, x_sku_description, described_operation) as x_operation,
    coalesce(x_instance_type, sku_price_details['InstanceType'], {{ azure_size() }}, described_instance_type) as x_instance_type,
    cast(null as string) as x_parent_resource_id,
    ---------- how much
    case when consumes then {{ priced('quantity * coalesce(multiplier, 1)') }} end as consumed_quantity,
    cast(null as double) as x_split_usage_ratio,
    cast(null as decimal(38, 12)) as x_split_cost,
    {{ printed('billed_cost') }} as billed_cost,
    {{ printed('effective_cost') }} as effective_cost,
    ---------- when
    charge_period_start,
    charge_period_end
from typed
left join {{ ref('units') }} as units
    on typed.provider = units.provider and typed.source_unit = units.source_unit
