{# The rows that the peers were run over, with what they gave, in units of this project: IT kWh (their PUE taken out), kg. #}
select
    'ccf' as peer,
    peer_row_id,
    provider,
    service_code as service_name,
    usage_type as x_usage_type,
    cast(null as string) as x_operation,
    instance_type as x_instance_type,
    region_id,
    usage_unit,
    usage_amount,
    activity_month,
    operational_kwh_incl_pue / pue as energy_it_kwh,
    operational_tco2e * {{ kg_per_tonne() }} as electricity_kgco2e,
    embodied_tco2e * {{ kg_per_tonne() }} as hardware_kgco2e
from {{ ref('peer_ccf_rows') }}
union all
select
    'spruce' as peer,
    peer_row_id,
    provider,
    service_code as service_name,
    usage_type as x_usage_type,
    operation as x_operation,
    instance_type as x_instance_type,
    region_id,
    usage_unit,
    usage_amount,
    activity_month,
    usage_amount * kwh_per_unit_before_pue as energy_it_kwh,
    usage_amount * operational_g_per_unit / {{ g_per_kg() }} as electricity_kgco2e,
    usage_amount * embodied_g_per_unit / {{ g_per_kg() }} as hardware_kgco2e
from {{ ref('peer_spruce_rates') }}
