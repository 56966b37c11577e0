{# A reading of a registered meter from outside its validity belongs to no site; of an unknown meter another test tells. #}
{{ config(severity='warn') }}
with readings as (
    select
        meter_id,
        starts_at,
        ends_at
    from {{ ref('stg_organisation__meter_readings') }}
    where meter_id in (select meter_id from {{ ref('stg_organisation__meters') }})
)

select
    readings.meter_id,
    readings.starts_at,
    readings.ends_at
from readings
left join {{ ref('stg_organisation__meters') }} as meters
    on
        readings.meter_id = meters.meter_id
        and (meters.valid_from is null or readings.starts_at >= cast(meters.valid_from as timestamp))
        and (meters.valid_to is null or readings.ends_at <= cast(meters.valid_to as timestamp))
where meters.meter_id is null
