{#
  What each cloud reported, under our buckets and regions, with what counts of it: the newest model version of the account's
  month, and each measure from one source, for the same figure comes through an export and through an API. The files of one
  source add up; what two of them repeat counts once.
#}
with landed as (
    select
        slice_id,
        min(source_kind) as source_kind,
        coalesce(min(export_name), slice_id) as source_name,
        min(fetched_at) as first_landed_at,
        max(fetched_at) as last_landed_at
    from {{ ref('int_slices_recorded') }}
    where slice_version is not null
    group by slice_id
),

regions as (
    {# One region per spelling: a figure is never repeated by a list that has two. #}
    select provider, lower(replace(region_code, ' ', '')) as region_text, min(region_id) as region_id
    from {{ ref('int_region_codes') }}
    group by provider, lower(replace(region_code, ' ', ''))
),

mapped as (
    select
        emissions.*,
        {{ model_major('emissions.model_version') }} as model_major,
        {{ model_order('emissions.model_version') }} as model_order,
        emissions.measure = 'water_withdrawal' as is_water,
        coalesce(emissions.billing_account_id, emissions.sub_account_id) as payer_id,
        coalesce(regions.region_id, lower(emissions.region_code), 'unknown') as region_id,
        {# What the tool prints is in the tool, whatever the bill's side of the map says. #}
        coalesce(buckets.carbon_bucket, nullif(services.carbon_bucket, 'outside_tool'), 'Other') as carbon_bucket,
        landed.source_kind,
        coalesce(landed.source_name, emissions.slice_id) as source_name,
        landed.first_landed_at,
        coalesce(greatest(emissions.refreshed_at, landed.last_landed_at), emissions.refreshed_at, landed.last_landed_at) as read_at
    from {{ ref('int_provider_emissions_unioned') }} as emissions
    left join landed on emissions.slice_id = landed.slice_id
    left join regions
        on emissions.provider = regions.provider and lower(replace(emissions.region_code, ' ', '')) = regions.region_text
    left join {{ ref('provider_buckets') }} as buckets
        on emissions.tool = buckets.tool and lower(emissions.service_name) = lower(buckets.printed_service)
    left join {{ ref('service_carbon_buckets') }} as services
        on emissions.provider = services.provider and emissions.service_name = services.service_code
),

versioned as (
    select
        mapped.*,
        model_order = max(model_order) over (partition by tool, payer_id, activity_month, is_water) as is_current_model,
        model_order = max(model_order) over (partition by tool, sub_account_id, activity_month, is_water) as is_newest_of_account
    from mapped
),

delivered as (
    select
        versioned.*,
        {# The export (`…_carbon`) before the API, then the first source by name. #}
        first_value(coalesce(source_kind, '')) over (
            partition by tool, sub_account_id, activity_month, measure, is_current_model and is_newest_of_account
            order by coalesce(source_kind, ''), source_name
        ) as counted_kind,
        first_value(source_name) over (
            partition by tool, payer_id, sub_account_id, activity_month, measure, is_current_model and is_newest_of_account
            order by coalesce(source_kind, ''), source_name
        ) as counted_source,
        first_value(slice_id) over (
            partition by
                source_name, tool, payer_id, sub_account_id, activity_month, measure, model_version,
                service_name, region_code, resource_id
            order by read_at desc nulls last, slice_id asc
        ) as counted_slice_id
    from versioned
)

select
    slice_id,
    slice_version,
    source_kind,
    provider,
    tool,
    model_version,
    model_major,
    is_current_model,
    is_current_model and is_newest_of_account
    and coalesce(source_kind, '') = counted_kind and source_name = counted_source and slice_id = counted_slice_id as is_counted,
    billing_account_id,
    sub_account_id,
    carbon_bucket,
    region_id,
    resource_id,
    activity_month,
    measure,
    original_value,
    original_unit,
    emissions_kgco2e,
    water_l,
    coalesce(is_partial, false) as is_partial,
    refreshed_at,
    first_landed_at,
    read_at
from delivered
