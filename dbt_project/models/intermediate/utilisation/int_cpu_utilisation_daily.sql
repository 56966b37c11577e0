{# Mean CPU utilisation of a resource's day, each interval by its hours. A rounding above full use is full use. #}
select
    provider,
    resource_id,
    cast(interval_start_at as date) as usage_date,
    {{ fraction(
        'least(1, cast(sum(' ~ priced('cpu_utilisation * interval_hours') ~ ') as double)'
        ~ ' / cast(sum(' ~ priced('interval_hours') ~ ') as double))'
    ) }} as cpu_utilisation,
    {{ priced('sum(' ~ priced('interval_hours') ~ ')') }} as measured_hours
from {{ ref('stg_utilisation__cpu_hours') }}
where cpu_utilisation is not null
group by provider, resource_id, cast(interval_start_at as date)
