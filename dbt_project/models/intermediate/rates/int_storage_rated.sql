{# kWh and embodied kg per billed GB-hour of each storage class: medium x copies, as the provider bills a GB. #}
select
    classes.provider,
    classes.storage_class,
    {{ storage_class_id('classes') }} as storage_class_id,
    {{ lifetime_id('lives') }} as lifetime_id,
    {% for bound in ['', '_low', '_high'] %}
        classes.copies * coefficients.storage_gb_bytes / {{ bytes_per_tb() }} * case
            when classes.medium = 'ssd' then coefficients.storage_ssd_wh_per_tb_h{{ bound }}
            else coefficients.storage_hdd_wh_per_tb_h{{ bound }}
        end / {{ wh_per_kwh() }} as it{{ bound }}_kwh_per_gb_hour,
        classes.copies * coefficients.storage_gb_bytes / {{ bytes_per_tb() }} * case
            when classes.medium = 'ssd' then coefficients.embodied_ssd_kg_per_tb{{ bound }}
            else coefficients.embodied_hdd_kg_per_tb{{ bound }}
        end / (lives.life_years * {{ hours_per_year() }}) as hardware{{ bound }}_kgco2e_per_gb_hour{{ ',' if not loop.last }}
    {% endfor %}
from {{ ref('storage_classes') }} as classes
cross join {{ ref('int_coefficients_pivoted') }} as coefficients
inner join {{ ref('hardware_lifetimes') }} as lives on classes.provider = lives.provider and lives.asset_class = 'server'
