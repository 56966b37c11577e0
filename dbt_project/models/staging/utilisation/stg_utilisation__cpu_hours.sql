{# CPU utilisation as landed, from files and from CloudWatch; the same interval of a resource is taken once. #}
with landed as (
    select * from {{ source('raw', 'cpu_utilisation') }}
    union all
    select * from {{ source('raw', 'aws_cloudwatch') }}
),

named as (
    select
        lower(provider) as provider,
        {{ measured_resource('lower(provider)', 'resource_id') }} as resource_id,
        interval_start as interval_start_at,
        cast(interval_seconds as double) / {{ seconds_per_hour() }} as interval_hours,
        cpu_utilisation,
        sample_count,
        metric_name,
        metric_source,
        slice_id,
        slice_version
    from landed
)

select *
from named
qualify row_number() over (
    partition by provider, resource_id, interval_start_at, interval_hours
    order by slice_id, metric_name, cpu_utilisation
) = 1
