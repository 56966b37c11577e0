{# Frameworks with their legal status and the day on which it was read; every export prints the row of its framework. #}
select
    framework,
    framework_version,
    title,
    status,
    status = 'in_force' as is_in_force,
    in_force_from,
    mandatory_from,
    note,
    source,
    checked_on
from {{ ref('framework_status') }}
