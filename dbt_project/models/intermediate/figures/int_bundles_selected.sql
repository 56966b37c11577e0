{#
  The bundles that are booked, and what they displace: those that a tool prints, and, once an account's month is final, those
  of keys where we estimate and the tool prints no row at all. Such a key holds no more than the tool says: nothing.
#}
{% set key = cloud_key() %}
with printed as (
    select * from {{ ref('int_provider_bundles') }}
),

available as (
    select distinct
        provider, tool, sub_account_id, activity_month, method, bundle, covered_components, model_version, evidence_tier, posting_month
    from printed
    where evidence_tier = 1
    qualify is_whole = bool_or(is_whole) over (partition by tool, sub_account_id, activity_month, method, full_bundle)
),

printed_keys as (
    select distinct {{ key | join(', ') }} from printed
),

month_slices as (
    select provider, sub_account_id, activity_month, {{ joined_text('slice_id') }} as slice_ids
    from {{ ref('int_provider_figures') }}
    where is_counted and emissions_kgco2e is not null
    group by provider, sub_account_id, activity_month
),

estimated as (
    select distinct {{ key | join(', ') }}, component, method from {{ ref('int_estimate_figures') }}
    where carbon_bucket <> 'outside_tool' and not is_marketplace
),

not_printed as (
    select distinct
        {% for column in key %}estimated.{{ column }}, {% endfor %}
        available.tool,
        available.model_version,
        available.method,
        available.bundle,
        available.covered_components,
        available.evidence_tier,
        available.posting_month,
        month_slices.slice_ids
    from estimated
    inner join available
        on
            {{ same_cloud_key('estimated', 'available', ['carbon_bucket', 'region_id']) }}
            and estimated.method in (available.method, 'na')
            and {{ in_list('available.covered_components', 'estimated.component') }}
    inner join month_slices on {{ same_cloud_key('estimated', 'month_slices', ['carbon_bucket', 'region_id']) }}
    left join printed_keys on {{ same_cloud_key('estimated', 'printed_keys') }}
    left join {{ ref('int_provider_unreported_regions') }} as unreported
        on available.tool = unreported.tool and {{ matches_glob('estimated.region_id', 'unreported.region_pattern') }}
    where printed_keys.provider is null and unreported.tool is null
)

select
    {{ key | join(', ') }}, tool, model_version, method, bundle, covered_components, evidence_tier, posting_month, slice_ids,
    true as is_printed, kgco2e
from printed
union all
select
    {{ key | join(', ') }}, tool, model_version, method, bundle, covered_components, evidence_tier, posting_month, slice_ids,
    false as is_printed, {{ measured('0') }} as kgco2e
from not_printed
