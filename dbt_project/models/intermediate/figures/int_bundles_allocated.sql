{#
  A bundle shared out to resources and owners: by the location-based physical estimates of what it covers, for every method; if
  all are zero by effective cost; else to nobody. What rounding leaves goes to the last row, that of the largest weight.
#}
{% set key = cloud_key() %}
{% set resource = ['service_name', 'resource_id', 'resource_kind', 'team_id', 'billing_currency'] %}
{% set weights = {'electricity': 'electricity_location_kgco2e', 'upstream': 'upstream_location_kgco2e', 'hardware': 'hardware_kgco2e'} %}
{% set bundle = key + ['method', 'bundle'] %}
with resources as (
    select
        {{ key | join(', ') }}, {{ resource | join(', ') }},
        sum(energy_it_kwh + energy_overhead_kwh) as energy_kwh,
        {% for column in weights.values() %}coalesce(sum({{ column }}), 0) as {{ column }}, {% endfor %}
        greatest(sum(effective_cost), 0) as effective_cost
    from {{ ref('int_resource_estimates_monthly') }}
    where evidence_tier is not null and coalesce(resource_kind <> 'marketplace', true)
    group by {{ key | join(', ') }}, {{ resource | join(', ') }}
),

candidates as (
    select
        bundles.*,
        {% for column in resource %}resources.{{ column }}, {% endfor %}
        resources.provider is not null as has_resource,
        case when {{ in_list('bundles.covered_components', "'electricity'") }} then resources.energy_kwh end as energy_kwh,
        greatest(
            0
            {% for component, column in weights.items() %}
                + case when {{ in_list('bundles.covered_components', "'" ~ component ~ "'") }} then resources.{{ column }} else 0 end
            {% endfor %}
        ) as physical_weight,
        resources.effective_cost
    from {{ ref('int_bundles_selected') }} as bundles
    left join resources on {{ same_cloud_key('bundles', 'resources') }}
),

based as (
    select
        candidates.*,
        case
            when coalesce(sum(physical_weight) over whole, 0) > 0 then 'physical'
            when
                coalesce(sum(effective_cost) over whole, 0) > 0
                and min(billing_currency) over whole = max(billing_currency) over whole then 'effective_cost'
            else 'none'
        end as allocation_basis
    from candidates
    window whole as (partition by {{ bundle | join(', ') }})
),

weighted as (
    select
        based.*,
        case allocation_basis
            when 'physical' then {{ priced('physical_weight') }}
            when 'effective_cost' then {{ priced('effective_cost') }}
            else {{ priced('0') }}
        end as weight
    from based
),

shared as (
    select
        weighted.*,
        {{ measured(
            "case when allocation_basis = 'none' then 0 "
            ~ "else cast(kgco2e as double) * (cast(weight as double) / cast(sum(weight) over whole as double)) end"
        ) }} as share_kgco2e,
        row_number() over (
            partition by {{ bundle | join(', ') }}
            order by weight desc, {{ resource | join(', ') }}
        ) as place_from_last
    from weighted
    where has_resource
    window whole as (partition by {{ bundle | join(', ') }})
),

summed as (
    select
        shared.*,
        sum(share_kgco2e) over (partition by {{ bundle | join(', ') }}) as shared_kgco2e
    from shared
)

select
    {{ bundle | join(', ') }}, tool, model_version, covered_components, evidence_tier, posting_month, slice_ids, is_printed,
    allocation_basis, weight, {{ resource | join(', ') }},
    {{ measured('energy_kwh') }} as energy_kwh,
    {{ measured("share_kgco2e + case when place_from_last = 1 and allocation_basis <> 'none' then kgco2e - shared_kgco2e else 0 end") }}
        as kgco2e
from summed
union all
select distinct
    {{ bundle | join(', ') }}, tool, model_version, covered_components, evidence_tier, posting_month, slice_ids, is_printed,
    allocation_basis, {{ priced('1') }} as weight, carbon_bucket as service_name, cast(null as string) as resource_id,
    'provider_figure' as resource_kind, 'unattributed' as team_id, cast(null as string) as billing_currency,
    cast(null as decimal(38, 9)) as energy_kwh,
    kgco2e
from weighted
where allocation_basis = 'none' and (is_printed or not has_resource)
