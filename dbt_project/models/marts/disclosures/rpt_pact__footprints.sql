{#
  The footprint of a service of a model as its customers take it over: per thousand requests and per accelerator hour of a fiscal year,
  idle time and hardware included, location-based. What was answered in hours of which nothing is booked divides nothing. The training
  of its model is no part; what share it would be, over the use there was so far, stands beside.
#}
with entity as (
    select entity_id, fiscal_year_start_month, gwp_target from {{ ref('dim_entity') }} order by entity_id limit 1
),

hours as (
    select
        serving.*,
        entity.entity_id,
        entity.gwp_target,
        {{ fiscal_year('serving.activity_month', 'entity.fiscal_year_start_month') }} as fiscal_year
    from {{ ref('fct_ai_serving_hourly') }} as serving
    left join entity on true
),

years as (
    select
        entity_id, fiscal_year, service_id,
        max_by(model_id, activity_month) as model_id,
        max_by(team_id, activity_month) as team_id,
        max(gwp_target) as gwp_set,
        {{ joined_text('place_ids') }} as place_ids,
        {{ joined_text('weight_basis') }} as weight_basis,
        min(activity_month) as first_month,
        max(activity_month) as last_month,
        sum(requests) filter (where weight_basis is distinct from 'none') as requests,
        sum(gpu_hours) filter (where weight_basis is distinct from 'none') as gpu_hours,
        {% for column in ['electricity_location', 'upstream_location', 'hardware_amortised', 'undivided_location', 'total_location'] %}
            sum({{ column }}_kgco2e) as {{ column }}_kgco2e{{ ',' if not loop.last }}
        {% endfor %}
    from hours
    group by entity_id, fiscal_year, service_id
),

used as (
    select services.training_run_id, sum(hours.requests) as requests
    from hours
    inner join {{ ref('dim_ai_service') }} as services on hours.service_id = services.service_id
    group by services.training_run_id
),

trained as (
    select
        services.service_id, services.training_run_id,
        cast(runs.total_location_kgco2e as double) / nullif(used.requests, 0) as kgco2e_per_request
    from {{ ref('dim_ai_service') }} as services
    left join used on services.training_run_id = used.training_run_id
    left join {{ ref('fct_ai_runs') }} as runs on services.training_run_id = runs.run_id
),

served as (
    select
        *, 'piece' as declared_unit, {{ requests_per_figure() }} as declared_unit_amount, {{ priced('requests') }} as units_served
    from years
    union all
    select *, 'hour' as declared_unit, 1 as declared_unit_amount, {{ priced('gpu_hours') }} as units_served
    from years
),

declared as (
    select
        {% for part in ['land_use_change', 'land_management_fossil', 'land_management_biogenic_co2', 'biogenic_co2_uptake',
                        'fossil_carbon_content', 'product_mass'] %}
            max(value) filter (where part = '{{ part }}') as {{ part }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('dim_pact_declaration') }}
),

footprints as (
    select
        served.*,
        declared.*,
        trained.training_run_id,
        trained.kgco2e_per_request * served.requests as training_kgco2e,
        {{ per_declared_unit('total_location_kgco2e') }} as fossil
    from served
    left join declared on true
    left join trained on served.service_id = trained.service_id
    where served.units_served > 0 and served.total_location_kgco2e is not null
)

select
    entity_id, cast(fiscal_year as int) as fiscal_year, service_id, model_id, team_id, declared_unit,
    {{ priced('declared_unit_amount') }} as declared_unit_amount,
    {{ priced('units_served') }} as units_served,
    first_month as reference_period_from,
    {{ next_month('last_month') }} as reference_period_to,
    place_ids, weight_basis, gwp_set,
    {{ measured('fossil') }} as fossil_kgco2e,
    {{ per_declared_unit('electricity_location_kgco2e') }} as electricity_kgco2e,
    {{ per_declared_unit('upstream_location_kgco2e') }} as upstream_kgco2e,
    {{ per_declared_unit('hardware_amortised_kgco2e') }} as hardware_kgco2e,
    {{ per_declared_unit('undivided_location_kgco2e') }} as undivided_kgco2e,
    {% for part in ['land_use_change', 'land_management_fossil', 'land_management_biogenic_co2', 'biogenic_co2_uptake'] %}
        {{ measured(part) }} as {{ part }}_kgco2e,
    {% endfor %}
    {{ measured(pact_excluding_uptake('fossil', 'land_use_change', 'land_management_fossil', 'land_management_biogenic_co2')) }}
        as pcf_excluding_uptake_kgco2e,
    {{ measured(pact_excluding_uptake('fossil', 'land_use_change', 'land_management_fossil', 'land_management_biogenic_co2')
        ~ ' + ' ~ measured('biogenic_co2_uptake')) }} as pcf_including_uptake_kgco2e,
    {{ measured('fossil_carbon_content') }} as fossil_carbon_content_kgc,
    {{ measured('product_mass') }} as product_mass_kg,
    training_run_id,
    {{ measured(percent() ~ ' * training_kgco2e / nullif(training_kgco2e + cast(total_location_kgco2e as double), 0)') }}
        as exempted_percent
from footprints
