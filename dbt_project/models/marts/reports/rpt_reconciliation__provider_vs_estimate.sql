{#
  What each cloud reported beside what we estimated of the same components, per key and bundle. Only the same boundary is compared:
  where the tool has no figure of a method, or none yet, the variance is null and the kind says why. The variance is
  taken apart by what the two can differ in, and the parts sum to it.
#}
{% set key = cloud_key() %}
{% set bundle = key + ['method', 'bundle', 'covered_components', 'evidence_tier'] %}
{% set effects = ['usage_kgco2e', 'pue_kgco2e', 'grid_kgco2e', 'hardware_life_kgco2e', 'buildings_kgco2e'] %}
with estimated as (
    select
        {{ key | join(', ') }}, method, component,
        sum(case when entry_type in ('accrual', 'restatement') then kgco2e end) as accrued_kgco2e,
        sum(kgco2e) as left_kgco2e
    from {{ ref('fct_carbon_ledger_by_method') }}
    where bundle is null and carbon_bucket <> 'outside_tool' and component <> 'other' and site_id is null
    group by {{ key | join(', ') }}, method, component
),

provided as (
    select
        {{ bundle | join(', ') }},
        sum(kgco2e) as provider_kgco2e,
        bool_or(reason = 'provider_figure') as is_printed
    from {{ ref('fct_carbon_ledger_by_method') }}
    where bundle is not null
    group by {{ bundle | join(', ') }}
),

{# The fuel of a cloud's own generators is estimated by nobody, and printed apart. #}
direct as (
    select {{ key | join(', ') }}, sum(emissions_kgco2e) as direct_kgco2e
    from {{ ref('fct_provider_emissions') }}
    where is_counted and measure = 's1'
    group by {{ key | join(', ') }}
),

joined as (
    select
        provided.{{ (bundle + ['provider_kgco2e', 'is_printed']) | join(', provided.') }},
        sum(estimated.accrued_kgco2e) as estimate_kgco2e,
        sum(case when estimated.component = 'electricity' then estimated.accrued_kgco2e end) as electricity_kgco2e,
        max(case when {{ in_list('provided.covered_components', "'s1_direct'") }} then coalesce(direct.direct_kgco2e, 0) else 0 end)
            as direct_kgco2e
    from provided
    left join estimated
        on
            {{ same_cloud_key('provided', 'estimated') }}
            and provided.method = estimated.method
            and {{ in_list('provided.covered_components', 'estimated.component') }}
    left join direct on {{ same_cloud_key('provided', 'direct') }}
    group by provided.{{ (bundle + ['provider_kgco2e', 'is_printed']) | join(', provided.') }}
),

{# How much more the cloud counted than we did, by its own location electricity: the same use at the same published PUE. #}
use_ratios as (
    select
        {{ key | join(', ') }},
        cast(sum(provider_kgco2e - direct_kgco2e) as double) / cast(sum(electricity_kgco2e) as double) as use_ratio
    from joined
    where method = 'location' and electricity_kgco2e is not null and is_printed
    group by {{ key | join(', ') }}
    having sum(electricity_kgco2e) > 0
),

compared as (
    select
        joined.*,
        {% for component in ['s1_direct', 'electricity', 'facility'] %}
            {{ in_list('joined.covered_components', "'" ~ component ~ "'") }} as has_{{ component }},
        {% endfor %}
        case when is_printed and estimate_kgco2e is not null then provider_kgco2e - estimate_kgco2e end as variance_kgco2e,
        {{ measured('cast(estimate_kgco2e as double) * (use_ratios.use_ratio - 1)') }} as by_use_kgco2e
    from joined
    left join use_ratios on {{ same_cloud_key('joined', 'use_ratios') }}
),

explained as (
    select
        compared.*,
        case when variance_kgco2e is not null then coalesce(by_use_kgco2e, 0) end as usage_kgco2e,
        {# The estimate takes the PUE that the cloud publishes and the life that it states: nothing is left to either. #}
        case when variance_kgco2e is not null then {{ measured('0') }} end as pue_kgco2e,
        case
            when variance_kgco2e is null then null
            when has_electricity and not has_facility then variance_kgco2e - direct_kgco2e - coalesce(by_use_kgco2e, 0)
            else {{ measured('0') }}
        end as grid_kgco2e,
        case when variance_kgco2e is not null then {{ measured('0') }} end as hardware_life_kgco2e,
        case
            when variance_kgco2e is null then null
            when has_facility and not has_electricity then variance_kgco2e - coalesce(by_use_kgco2e, 0)
            else {{ measured('0') }}
        end as buildings_kgco2e
    from compared
),

arrived as (
    select provider, sub_account_id, activity_month, not bool_or(is_partial) as is_whole
    from {{ ref('fct_provider_emissions') }}
    where is_counted and emissions_kgco2e is not null
    group by provider, sub_account_id, activity_month
),

keys_provided as (select distinct {{ key | join(', ') }} from provided),

tools as (select distinct provider, sub_account_id from arrived),

beside as (
    select
        estimated.*,
        case
            when keys_provided.provider is not null then 'method'
            when arrived.is_whole then 'estimate_only'
            when tools.provider is not null then 'timing'
            else 'estimate_only'
        end as kind
    from estimated
    left join keys_provided on {{ same_cloud_key('estimated', 'keys_provided') }}
    left join arrived on {{ same_cloud_key('estimated', 'arrived', ['carbon_bucket', 'region_id']) }}
    left join tools on estimated.provider = tools.provider and estimated.sub_account_id = tools.sub_account_id
    where estimated.left_kgco2e <> 0
)

select
    {{ key | join(', ') }}, method,
    concat('bundle:', bundle) as compared_measure,
    covered_components,
    case
        when estimate_kgco2e is null then 'provider_only'
        when not is_printed then 'estimate_only'
        else 'matched'
    end as kind,
    cast(evidence_tier as int) as evidence_tier,
    case when is_printed then {{ measured('provider_kgco2e') }} end as provider_kgco2e,
    {{ measured('estimate_kgco2e') }} as estimate_kgco2e,
    {{ measured('variance_kgco2e') }} as variance_kgco2e,
    {% for effect in effects %}{{ measured(effect) }} as {{ effect }}, {% endfor %}
    {{ measured('variance_kgco2e - (' ~ effects | join(' + ') ~ ')') }} as other_kgco2e
from explained
union all
select
    {{ key | join(', ') }}, method,
    component as compared_measure, component as covered_components,
    kind,
    cast(null as int) as evidence_tier, cast(null as decimal(38, 9)) as provider_kgco2e,
    {{ measured('accrued_kgco2e') }} as estimate_kgco2e,
    {% for effect in ['variance_kgco2e'] + effects %}cast(null as decimal(38, 9)) as {{ effect }}, {% endfor %}
    cast(null as decimal(38, 9)) as other_kgco2e
from beside
