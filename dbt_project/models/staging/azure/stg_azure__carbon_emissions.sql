{# PLACEHOLDER: the tool's own staging view takes its place. #}
select
    cast(null as string) as slice_id,
    cast(null as string) as slice_version,
    cast(null as string) as provider,
    cast(null as string) as tool,
    cast(null as string) as model_version,
    cast(null as string) as billing_account_id,
    cast(null as string) as sub_account_id,
    cast(null as string) as service_name,
    cast(null as string) as region_code,
    cast(null as string) as resource_id,
    cast(null as date) as activity_month,
    cast(null as string) as measure,
    cast(null as decimal(38, 12)) as original_value,
    cast(null as string) as original_unit,
    cast(null as decimal(38, 9)) as emissions_kgco2e,
    cast(null as decimal(38, 9)) as water_l,
    cast(null as boolean) as is_partial,
    cast(null as timestamp) as refreshed_at
where false
