{#
  Booked figures allocated to resources and owners: what our estimates keep, and each cloud's own figure shared out. A component
  that a bundle displaced is null here; where it was displaced under some methods only, the others keep theirs in `kept_`.
#}
{% set grain = ['provider', 'sub_account_id', 'carbon_bucket', 'region_id', 'service_name', 'resource_id', 'resource_kind',
                'team_id', 'evidence_tier', 'no_emission_reason'] %}
{% set serves = {
    'electricity_location_kgco2e': ('electricity', ['location']),
    'electricity_location_hourly_kgco2e': ('electricity', ['location_hourly']),
    'electricity_market_kgco2e': ('electricity', ['market']),
    'upstream_location_kgco2e': ('upstream', ['location', 'location_hourly']),
    'upstream_market_kgco2e': ('upstream', ['market']),
    'hardware_kgco2e': ('hardware', emission_methods()),
    'other_kgco2e': ('other', emission_methods()),
} %}
{% set kept_as_they_are = ['energy_it_kwh', 'energy_overhead_kwh', 'energy_it_hourly_kwh'] %}
{% set estimated_components = ['electricity', 'upstream', 'hardware', 'other'] %}
{% set water = ['water_site_l', 'water_source_l'] %}
with covered as (
    select
        {% for component in estimated_components %}
            {% for method in emission_methods() %}
                coalesce(bool_or(component = '{{ component }}' and method = '{{ method }}'), false) as {{ component }}_{{ method }},
            {% endfor %}
        {% endfor %}
        {{ cloud_key() | join(', ') }}
    from {{ ref('int_components_covered') }}
    group by {{ cloud_key() | join(', ') }}
),

estimates as (
    select
        {% for component in estimated_components %}
            {% for method in emission_methods() %}
                coalesce(covered.{{ component }}_{{ method }} and coalesce(estimates.resource_kind <> 'marketplace', true), false)
                    as has_{{ component }}_{{ method }},
            {% endfor %}
        {% endfor %}
        {# What a vendor's tokens displace of its invoice. #}
        case when coalesce(estimates.resource_kind <> 'marketplace', true) then coalesce(displaced.displaced_share, 0) else 0 end
            as displaced_share,
        estimates.*
    from {{ ref('int_resource_estimates_monthly') }} as estimates
    left join covered on {{ same_cloud_key('estimates', 'covered') }}
    left join {{ ref('int_api_invoices_displaced') }} as displaced
        on
            estimates.provider = displaced.provider and estimates.activity_month = displaced.activity_month
            and {{ matches_glob('estimates.service_name', 'displaced.invoice_service_glob') }}
),

provided as (
    select
        {% for method in emission_methods() %}
            sum(kgco2e) filter (where method = '{{ method }}') as bundle_{{ method }}_kgco2e,
        {% endfor %}
        activity_month, {{ grain | reject('equalto', 'no_emission_reason') | join(', ') }}, billing_currency
    from {{ ref('int_bundles_allocated') }}
    group by activity_month, {{ grain | reject('equalto', 'no_emission_reason') | join(', ') }}, billing_currency
)

select
    activity_month, {{ grain | join(', ') }},
    case when has_electricity_market and energy_it_kwh is not null then true else is_market_complete end as is_market_complete,
    other_kgco2e is not null and (has_other_location or displaced_share = 1) as is_spend_displaced,
    billing_currency,
    {% for column in kept_as_they_are %}{{ column }}, {% endfor %}
    {% for column, (component, methods) in serves.items() %}
        {% set kept = 'case when displaced_share < 1 then other_kgco2e - ' ~ measured('other_kgco2e * displaced_share') ~ ' end' %}
        case when not {{ displaced_any(component, methods) }} then {{ kept if component == 'other' else column }} end as {{ column }},
    {% endfor %}
    {{ water | join(', ') }},
    {% for method in emission_methods() %}
        {% set parts = [] %}
        {% for column, (component, methods) in serves.items() if method in methods and methods | length > 1 %}
            {% do parts.append(
                'case when ' ~ displaced_any(component, methods) ~ ' and not has_' ~ component ~ '_' ~ method ~ ' then ' ~ column ~ ' end'
            ) %}
        {% endfor %}
        {{ measured(total_of(parts)) if parts else 'cast(null as decimal(38, 9))' }} as kept_{{ method }}_kgco2e,
        cast(null as decimal(38, 9)) as bundle_{{ method }}_kgco2e,
    {% endfor %}
    billed_cost, effective_cost, line_item_count
from estimates
union all
select
    activity_month, {{ grain | reject('equalto', 'no_emission_reason') | join(', ') }}, cast(null as string) as no_emission_reason,
    cast(null as boolean) as is_market_complete, false as is_spend_displaced,
    billing_currency,
    {% for column in kept_as_they_are + (serves.keys() | list) + water %}cast(null as decimal(38, 9)) as {{ column }}, {% endfor %}
    {% for method in emission_methods() %}
        cast(null as decimal(38, 9)) as kept_{{ method }}_kgco2e,
        {{ measured('bundle_' ~ method ~ '_kgco2e') }} as bundle_{{ method }}_kgco2e,
    {% endfor %}
    cast(null as decimal(38, 12)) as billed_cost, cast(null as decimal(38, 12)) as effective_cost, cast(0 as bigint) as line_item_count
from provided
union all
select
    activity_month, provider, cast(null as string) as sub_account_id, 'model_api' as carbon_bucket, cast(null as string) as region_id,
    service_name, resource_id, 'model_api' as resource_kind, team_id, 4 as evidence_tier, cast(null as string) as no_emission_reason,
    is_market_complete, false as is_spend_displaced, cast(null as string) as billing_currency,
    energy_it_kwh, energy_overhead_kwh, cast(null as decimal(38, 9)) as energy_it_hourly_kwh,
    electricity_location_kgco2e, electricity_location_kgco2e as electricity_location_hourly_kgco2e, electricity_market_kgco2e,
    upstream_kgco2e as upstream_location_kgco2e, upstream_kgco2e as upstream_market_kgco2e, hardware_kgco2e,
    {% for column in ['other_kgco2e'] + water %}cast(null as decimal(38, 9)) as {{ column }}, {% endfor %}
    {% for method in emission_methods() %}
        cast(null as decimal(38, 9)) as kept_{{ method }}_kgco2e, cast(null as decimal(38, 9)) as bundle_{{ method }}_kgco2e,
    {% endfor %}
    cast(null as decimal(38, 12)) as billed_cost, cast(null as decimal(38, 12)) as effective_cost, cast(0 as bigint) as line_item_count
from {{ ref('int_api_resources_monthly') }}
