{# Which version of a framework is reported under, per fiscal year. #}
select
    cast(fiscal_year as int) as fiscal_year,
    framework,
    framework_version,
    reliefs
from {{ source('raw', 'organisation_framework_elections') }}
