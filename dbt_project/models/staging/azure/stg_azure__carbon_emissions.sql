{#
  What Azure Carbon Optimization reports, one row per resource and scope. Its Scope 2 is one number, which Microsoft's
  methodology calls market-based. A row that says only whether a subscription may be seen has no emissions and is none here.
#}
with answers as (
    select
        *,
        bool_or(access_decision <> 'Allowed') over (partition by slice_id) as is_denied_in_part
    from {{ source('raw', 'azure_carbon') }}
)

select
    slice_id,
    slice_version,
    'azure' as provider,
    'azure_carbon_optimization' as tool,
    'unversioned' as model_version,
    cast(null as string) as billing_account_id,
    subscription_id as sub_account_id,
    resource_type as service_name,
    location as region_code,
    lower(resource_id) as resource_id,
    activity_month,
    case scope when 'Scope1' then 's1' when 'Scope2' then 's2' when 'Scope3' then 's3' end as measure,
    {{ printed('latest_month_emissions') }} as original_value,
    'kgCO2E' as original_unit,
    {{ measured(printed('latest_month_emissions')) }} as emissions_kgco2e,
    cast(null as decimal(38, 9)) as water_l,
    is_denied_in_part as is_partial,
    cast(null as timestamp) as refreshed_at
from answers
where latest_month_emissions is not null
