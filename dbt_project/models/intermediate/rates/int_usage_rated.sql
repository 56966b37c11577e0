{#
  One row per usage key and month with everything that is multiplied by its quantity or its cost. Quantities of storage
  are GB-months, so their rate holds the hours of the month.
#}
{% set factor_roles = {
    'grid': 'regions.grid_factor_id', 'td_loss': 'regions.td_loss_factor_id',
    'wtt_generation': 'regions.wtt_generation_factor_id', 'wtt_td': 'regions.wtt_td_factor_id',
    'water_source': 'regions.water_source_factor_id', 'residual_mix': 'regions.residual_factor_id',
    'pue': 'regions.pue_id', 'wue': 'regions.wue_id', 'cpu_power': cpu_power_id("power.microarchitecture"),
    'accelerator': accelerator_id("coalesce(power.accelerator, capacity.accelerator)"), 'storage_class': 'storage.storage_class_id',
    'capacity_unit': 'capacity.capacity_unit_id', 'capacity_cpu': cpu_power_id("capacity.microarchitecture"),
    'network_class': 'network.network_class_id',
    'lifetime': 'coalesce(storage.lifetime_id, hardware.lifetime_id, capacity.lifetime_id)', 'spend': 'spend.spend_factor_id',
    'fx_source': 'spend.fx_source_id', 'fx_target': 'spend.fx_target_id', 'price_index': 'spend.price_index_id'} %}
{% set energy_models = machine_models() ~ ", 'held_core', 'storage', 'capacity', 'network'" %}
{% set storage_units = "case when usage.consumed_unit = 'GB-Hours' then 1 else " ~ hours_of_month('usage.activity_month')
    ~ ' end * coalesce(usage.gib_per_unit, 1)' %}
{% set spend_roles = ['spend', 'fx_source', 'fx_target', 'price_index'] %}
with rated as (
    select
        usage.usage_key, usage.activity_month, usage.provider, usage.region_id, usage.resource_kind, usage.carbon_bucket,
        usage.emission_model, usage.is_peer,
        usage.service_name, usage.charge_category, usage.consumed_unit, usage.billing_currency,
        coalesce(
            usage.instance_type, usage.storage_class, usage.capacity_unit, usage.network_class,
            case when usage.emission_model = 'spend' then usage.service_name end
        ) as machine,
        case
            when usage.emission_model in ({{ energy_models }}) then 4
            when usage.emission_model = 'spend' then 5
        end as evidence_tier,
        case
            when usage.is_line_type_unknown then 'unknown line item type'
            when usage.emission_model = 'none' then usage.no_emission_reason
        end as no_emission_reason,
        nullif(concat_ws(
            ',',
            case when not usage.is_region_known and usage.emission_model in ({{ energy_models }}) then 'unknown_region' end,
            power.instance_fallback,
            case when types.resolved_as = 'proxy' then 'instance_proxy' end,
            case when usage.is_family_line then 'instance_family' end,
            case when capacity.is_proxy then 'capacity_proxy' end
        ), '') as fallback,
        {% for bound in ['', '_low', '_high'] %}
            case usage.emission_model
                when 'vm' then power.it{{ bound }}_kwh_per_hour * types.instance_count
                when 'held' then power.idle{{ bound }}_kwh_per_hour * types.instance_count
                {# The host's own row draws the idle power and carries the hardware. What remains has no order of its own. #}
                when 'hosted' then {{ {'': '', '_low': 'least', '_high': 'greatest'}[bound] }}(
                    {% for edge in ['_low', '_high'] if bound %}
                        power.it{{ edge }}_kwh_per_hour - power.idle{{ edge }}_kwh_per_hour,
                    {% endfor %}
                    power.it_kwh_per_hour - power.idle_kwh_per_hour
                ) * types.instance_count
                {% for model, part in {
                    'vm_core': 'core' ~ bound ~ '_kwh_per_vcpu_hour', 'held_core': 'core' ~ bound ~ '_kwh_per_vcpu_hour',
                    'vm_memory': 'memory' ~ bound ~ '_kwh_per_gib_hour'
                }.items() %}
                    when '{{ model }}' then types.instance_count * case
                        when usage.is_family_line then power.{{ 'idle_' if model == 'held_core' }}family_{{ part }}
                        else power.{{ 'idle_' if model == 'held_core' }}{{ part }}
                    end
                {% endfor %}
                when 'storage' then storage.it{{ bound }}_kwh_per_gb_hour * {{ storage_units }}
                when 'capacity' then capacity.it{{ bound }}_kwh_per_unit_hour
                {# The range of a GB on the network is a scenario: a sensitivity, not a bound. #}
                when 'network' then network.it_kwh_per_gb
            end * usage.copies as it{{ bound }}_kwh_per_unit,
            case usage.emission_model
                when 'vm' then power.cpu_dynamic{{ bound }}_kwh_per_hour
                when 'vm_core' then case
                    when usage.is_family_line
                        then power.family_core{{ bound }}_kwh_per_vcpu_hour - power.idle_family_core{{ bound }}_kwh_per_vcpu_hour
                    else power.core{{ bound }}_kwh_per_vcpu_hour - power.idle_core{{ bound }}_kwh_per_vcpu_hour
                end
                when 'hosted' then {{ {'': '', '_low': 'least', '_high': 'greatest'}[bound] }}(
                    {% if bound %}power.cpu_dynamic_low_kwh_per_hour, power.cpu_dynamic_high_kwh_per_hour,{% endif %}
                    power.cpu_dynamic_kwh_per_hour
                )
            end * types.instance_count * usage.copies as cpu_dynamic{{ bound }}_kwh_per_unit,
            case usage.emission_model
                when 'vm' then hardware.hardware{{ bound }}_kgco2e_per_hour * types.instance_count
                when 'held' then hardware.hardware{{ bound }}_kgco2e_per_hour * types.instance_count
                {# The core's line carries the hardware of the machine, that of its memory included. #}
                when 'vm_core' then hardware.core_hardware{{ bound }}_kgco2e_per_vcpu_hour * types.instance_count
                when 'held_core' then hardware.core_hardware{{ bound }}_kgco2e_per_vcpu_hour * types.instance_count
                when 'storage' then storage.hardware{{ bound }}_kgco2e_per_gb_hour * {{ storage_units }}
                when 'capacity' then capacity.hardware{{ bound }}_kgco2e_per_unit_hour
            end * usage.copies as hardware{{ bound }}_kgco2e_per_unit,
            spend.other{{ bound }}_kgco2e_per_cost,
        {% endfor %}
        case when usage.emission_model in ('vm', 'vm_core', 'hosted') then power.cpu_utilisation end as cpu_utilisation,
        {# Rows without energy keep no trace of the grid: their factor set names what they used, nothing else. #}
        {% for role, column in factor_roles.items() %}
            case
                when usage.emission_model in ({{ "'spend'" if role in spend_roles else energy_models }})
                    then {{ column }}
            end as {{ role }}_factor_id,
        {% endfor %}
        spend.target_per_source as exchange_rate, spend.deflator as price_ratio,
        regions.pue, regions.pue_level, regions.boundary, regions.intensity_level, regions.market_basis, regions.is_market_complete,
        regions.overhead_kwh_per_it_kwh,
        regions.location_kgco2e_per_it_kwh,
        regions.location_low_kgco2e_per_it_kwh,
        regions.location_high_kgco2e_per_it_kwh,
        regions.market_kgco2e_per_it_kwh,
        regions.upstream_kgco2e_per_it_kwh,
        regions.water_site_l_per_it_kwh,
        regions.water_source_l_per_it_kwh
    from {{ ref('int_usage_keys_classified') }} as usage
    left join {{ ref('int_instance_types_resolved') }} as types
        on usage.provider = types.provider and usage.instance_type = types.instance_type
    left join {{ ref('int_instance_power') }} as power
        on types.provider = power.provider and types.ec2_instance_type = power.instance_type
    left join {{ ref('int_instance_hardware') }} as hardware
        on types.provider = hardware.provider and types.ec2_instance_type = hardware.instance_type
    left join {{ ref('int_storage_rated') }} as storage
        on usage.provider = storage.provider and usage.storage_class = storage.storage_class
    left join {{ ref('int_capacity_units_rated') }} as capacity
        on usage.provider = capacity.provider and usage.capacity_unit = capacity.capacity_unit
    left join {{ ref('int_network_rated') }} as network
        on usage.provider = network.provider and usage.network_class = network.network_class
    left join {{ ref('int_region_rates') }} as regions
        on
            usage.provider = regions.provider
            and usage.region_id = regions.region_id
            and usage.activity_month = regions.activity_month
            and usage.emission_model in ({{ energy_models }})
    left join {{ ref('int_spend_rated') }} as spend
        on
            usage.provider = spend.provider
            and usage.service_name = spend.service_name
            and usage.billing_currency = spend.billing_currency
            and usage.activity_month = spend.activity_month
            and usage.emission_model = 'spend'
)

select
    rated.*,
    nullif(concat_ws(
        ';'{% for role in factor_roles %}, '{{ role }}=' || {{ role }}_factor_id{% endfor %}
    ), '') as factor_set,
    md5(coalesce(factor_set, '')) as factor_set_id,
    {{ surrogate_key(rate_columns()) }} as rate_id,
    {{ surrogate_key([
        'rate_id', 'service_name', 'charge_category', 'consumed_unit', 'billing_currency', 'evidence_tier', 'no_emission_reason',
        'carbon_bucket', 'factor_set_id']) }} as fact_key
from rated
