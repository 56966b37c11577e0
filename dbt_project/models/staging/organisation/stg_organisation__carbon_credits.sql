{# Carbon credits, cancelled or planned; they lower no figure of the inventory. #}
select
    credit_id,
    registry,
    serial_from,
    serial_to,
    standard,
    project_type,
    country_iso2,
    in_european_union as is_in_european_union,
    corresponding_adjustment as has_corresponding_adjustment,
    {{ measured('tco2e * ' ~ kg_per_tonne()) }} as kgco2e,
    cancelled_on,
    cast(planned_year as int) as planned_year,
    contracted as is_contracted
from {{ source('raw', 'organisation_carbon_credits') }}
