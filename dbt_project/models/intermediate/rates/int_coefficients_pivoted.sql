{# One row: each coefficient of the seed as a column, with its range beside it. #}
{% set coefficients = ['cpu_utilisation_default', 'accelerator_utilisation_default', 'memory_w_per_gib',
    'storage_ssd_wh_per_tb_h', 'storage_hdd_wh_per_tb_h', 'node_other_share', 'storage_gb_bytes',
    'embodied_server_base_kg', 'embodied_socket_kg', 'embodied_dram_kg_per_gib', 'embodied_base_dram_gib',
    'embodied_ssd_kg_per_tb', 'embodied_hdd_kg_per_tb', 'lambda_gb_per_vcpu', 'serverless_memory_w_per_gib',
    'network_kwh_per_gb'] %}
select
    {% for coefficient in coefficients %}
        max(value) filter (where coefficient_id = '{{ coefficient }}') as {{ coefficient }},
        max(coalesce(value_low, value)) filter (where coefficient_id = '{{ coefficient }}') as {{ coefficient }}_low,
        max(coalesce(value_high, value)) filter (where coefficient_id = '{{ coefficient }}')
            as {{ coefficient }}_high{{ ',' if not loop.last }}
    {% endfor %}
from {{ ref('coefficients') }}
