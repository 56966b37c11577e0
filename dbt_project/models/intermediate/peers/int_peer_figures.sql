{# Ours beside theirs, a row per measure; what one side does not estimate is null, never zero. #}
{% set measures = {
    'energy_it_kwh': 'rates.it_kwh_per_unit',
    'electricity_kgco2e': 'rates.it_kwh_per_unit * rates.location_kgco2e_per_it_kwh',
    'hardware_kgco2e': 'rates.hardware_kgco2e_per_unit'} %}
with paired as (
    {% for measure, rate in measures.items() %}
        select
            keys.peer,
            keys.peer_row_id,
            '{{ measure }}' as measure,
            keys.consumed_quantity * {{ rate }} as ours,
            {# A tool that prints nothing or zero for what it does not size has no figure. #}
            case when peers.{{ measure }} > 0 then peers.{{ measure }} end as theirs,
            rates.fallback,
            rates.factor_set
        from {{ ref('int_peer_usage_keys') }} as keys
        inner join {{ ref('int_peer_rows') }} as peers
            on keys.peer = peers.peer and keys.peer_row_id = peers.peer_row_id
        inner join {{ ref('int_usage_rated') }} as rates
            on keys.usage_key = rates.usage_key and keys.activity_month = rates.activity_month
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    paired.peer,
    paired.peer_row_id,
    keys.provider,
    keys.service_name,
    keys.x_usage_type,
    classified.usage_type_core,
    keys.x_instance_type,
    keys.region_code as region_id,
    keys.consumed_unit,
    keys.consumed_quantity,
    keys.activity_month,
    paired.measure,
    paired.ours,
    paired.theirs,
    paired.fallback,
    paired.factor_set
from paired
inner join {{ ref('int_peer_usage_keys') }} as keys
    on paired.peer = keys.peer and paired.peer_row_id = keys.peer_row_id
inner join {{ ref('int_usage_keys_classified') }} as classified
    on keys.usage_key = classified.usage_key and keys.activity_month = classified.activity_month
