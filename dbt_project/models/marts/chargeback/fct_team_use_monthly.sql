{#
  What each team used in a month: the daily estimates without their days and resources, and what own sites booked to it, with its part of
  their water by energy. Costs also stand in the entity's currency, at the mean rate of the month or of the newest before it.
#}
{% set grain = ['activity_month', 'provider', 'sub_account_id', 'carbon_bucket', 'region_id', 'service_name', 'resource_kind', 'team_id',
                'evidence_tier', 'consumed_unit', 'billing_currency'] %}
{% set kilograms = ['electricity_location_kgco2e', 'electricity_market_kgco2e', 'upstream_location_kgco2e', 'upstream_market_kgco2e',
                    'hardware_kgco2e', 'other_kgco2e'] %}
{% set water = ['water_site_l', 'water_source_l'] %}
with currencies as (
    {{ euro_rates() }}
),

estimated as (
    select
        {{ month_of('usage_date') }} as activity_month,
        {{ grain | reject('equalto', 'activity_month') | join(', ') }},
        sum(consumed_quantity) as consumed_quantity,
        sum(effective_cost) as effective_cost,
        {% for column in ['energy_it_kwh', 'energy_overhead_kwh'] + kilograms + water %}
            sum({{ column }}) as {{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('fct_resource_estimates_daily') }}
    group by {{ month_of('usage_date') }}, {{ grain | reject('equalto', 'activity_month') | join(', ') }}
),

owned as (
    select
        site_id, activity_month, team_id,
        sum(energy_kwh) filter (where component = 'electricity' and method = 'location') as energy_kwh,
        {% for component in ['electricity', 'upstream'] %}
            {% for method in ['location', 'market'] %}
                sum(kgco2e) filter (where component = '{{ component }}' and method = '{{ method }}')
                    as {{ component }}_{{ method }}_kgco2e,
            {% endfor %}
        {% endfor %}
        sum(kgco2e) filter (where component = 'hardware') as hardware_kgco2e,
        sum(kgco2e) filter (where component not in ('electricity', 'upstream', 'hardware') or (component = 'upstream' and method = 'na'))
            as other_kgco2e
    from {{ ref('fct_carbon_ledger') }}
    where site_id is not null and recognition_basis <> 'acquisition_year' and posting_month = activity_month
    group by site_id, activity_month, team_id
),

shared as (
    select
        owned.*, sites.it_kwh, sites.facility_kwh, sites.water_site_l, sites.water_source_l,
        coalesce(
            cast(owned.energy_kwh as double) / nullif(sum(owned.energy_kwh) over (partition by owned.site_id, owned.activity_month), 0), 0
        ) as energy_share
    from owned
    left join {{ ref('fct_site_energy_monthly') }} as sites
        on owned.site_id = sites.site_id and owned.activity_month = sites.activity_month
),

parted as (
    select
        shared.*,
        {{ measured('cast(energy_kwh as double) * it_kwh / nullif(facility_kwh, 0)') }} as energy_it_kwh,
        {% for column in water %}
            {{ part_of(column, 'energy_share') }} as part_{{ column }}{{ ',' if not loop.last }}
        {% endfor %}
    from shared
),

used as (
    select * from estimated
    union all
    select
        activity_month, 'onprem' as provider, cast(null as string) as sub_account_id, 'own_site' as carbon_bucket, site_id as region_id,
        site_id as service_name, 'own_site' as resource_kind, team_id, cast(null as int) as evidence_tier,
        cast(null as string) as consumed_unit, cast(null as string) as billing_currency,
        cast(null as decimal(38, 12)) as consumed_quantity, cast(null as decimal(38, 12)) as effective_cost,
        energy_it_kwh, energy_kwh - energy_it_kwh as energy_overhead_kwh,
        {{ kilograms | join(', ') }},
        {% for column in water %}
            {{ part_that_sums(column, 'part_' ~ column, ['site_id', 'activity_month'], 'energy_share', 'team_id') }} as {{ column }}
            {{- ',' if not loop.last }}
        {% endfor %}
    from parted
),

entity as (
    select min(reporting_currency) as reporting_currency from {{ ref('dim_entity') }}
),

months as (
    select distinct activity_month, billing_currency from used
),

rates as (
    select months.activity_month, months.billing_currency, target.units_per_eur / source.units_per_eur as target_per_source
    from months
    cross join entity
    inner join currencies as source
        on months.billing_currency = source.currency and months.activity_month >= source.rate_month
    inner join currencies as target
        on entity.reporting_currency = target.currency and source.rate_month = target.rate_month
    qualify row_number() over (partition by months.activity_month, months.billing_currency order by source.rate_month desc) = 1
)

select
    {% for column in grain %}used.{{ column }}, {% endfor %}
    {{ priced('used.consumed_quantity') }} as consumed_quantity,
    {{ priced('used.effective_cost') }} as effective_cost,
    case
        when used.billing_currency = entity.reporting_currency then {{ priced('used.effective_cost') }}
        else {{ priced('cast(used.effective_cost as double) * rates.target_per_source') }}
    end as reporting_cost,
    entity.reporting_currency,
    {% for column in ['energy_it_kwh', 'energy_overhead_kwh'] + kilograms + water %}
        {{ measured('used.' ~ column) }} as {{ column }}{{ ',' if not loop.last }}
    {% endfor %}
from used
cross join entity
left join rates on used.activity_month = rates.activity_month and used.billing_currency = rates.billing_currency
