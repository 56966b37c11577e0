{# Which bundle covers a component of a key, by method; `na` where one does in every method, for then no part of it is left. #}
{% set key = cloud_key() %}
with by_method as (
    {% for component in emission_components() %}
        select
            {{ key | join(', ') }}, '{{ component }}' as component, method, bundle, tool, model_version,
            evidence_tier as provider_tier, posting_month, is_printed
        from {{ ref('int_bundles_selected') }}
        where {{ in_list('covered_components', "'" ~ component ~ "'") }}
        {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from by_method
union all
select
    {{ key | join(', ') }},
    component,
    'na' as method,
    {{ joined_text('bundle') }} as bundle,
    min(tool) as tool,
    min(model_version) as model_version,
    max(provider_tier) as provider_tier,
    max(posting_month) as posting_month,
    bool_or(is_printed) as is_printed
from by_method
group by {{ key | join(', ') }}, component
having count(distinct method) = {{ emission_methods() | length }}
