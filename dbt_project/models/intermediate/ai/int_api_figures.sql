{#
  What the use of direct vendors' models adds to the books, in the columns of `int_emission_figures`: the activity accrues by component and
  method, and the share of the vendor's invoiced spend that it displaces is taken back. A cloud's own model service adds nothing.
#}
{% set figures = [
    ('electricity', 'location', 'electricity_location_kgco2e', 'electricity_location_low_kgco2e', 'electricity_location_high_kgco2e'),
    ('electricity', 'location_hourly', 'electricity_location_kgco2e', none, none),
    ('electricity', 'market', 'electricity_market_kgco2e', none, none),
    ('upstream', 'location', 'upstream_kgco2e', none, none),
    ('upstream', 'location_hourly', 'upstream_kgco2e', none, none),
    ('upstream', 'market', 'upstream_kgco2e', none, none),
    ('hardware', 'na', 'hardware_kgco2e', 'hardware_low_kgco2e', 'hardware_high_kgco2e'),
] %}
{% set invoice = ['estimates.provider', 'estimates.sub_account_id', 'estimates.carbon_bucket', 'estimates.region_id', 'estimates.team_id',
                  'estimates.evidence_tier'] %}
{% set nothing = 'cast(null as decimal(38, 9))' %}
with usage as (
    select * from {{ ref('int_api_usage_estimated') }} where status = 'estimated'
),

spend as (
    select
        {{ month_of('estimates.usage_date') }} as activity_month,
        {{ invoice | join(', ') }},
        displaced.displaced_share,
        {{ joined_text('estimates.factor_set_id') }} as factor_sets,
        {{ joined_text('estimates.slice_id') }} as slice_ids,
        sum({{ measured('estimates.other_low_kgco2e * displaced.displaced_share') }}) as low_kgco2e,
        sum({{ measured('estimates.other_high_kgco2e * displaced.displaced_share') }}) as high_kgco2e
    from {{ ref('int_estimates_corrected') }} as estimates
    inner join {{ ref('int_api_invoices_displaced') }} as displaced
        on
            estimates.provider = displaced.provider
            and {{ month_of('estimates.usage_date') }} = displaced.activity_month
            and {{ matches_glob('estimates.service_name', 'displaced.invoice_service_glob') }}
    where estimates.other_kgco2e is not null and coalesce(estimates.resource_kind <> 'marketplace', true)
    group by {{ month_of('estimates.usage_date') }}, {{ invoice | join(', ') }}, displaced.displaced_share
),

{# Rounded on the rows of the monthly fact, so that the books and the fact take back the same. #}
invoices as (
    select
        estimates.activity_month,
        {{ invoice | join(', ') }},
        sum({{ measured('estimates.other_kgco2e * displaced.displaced_share') }}) as kgco2e
    from {{ ref('int_resource_estimates_monthly') }} as estimates
    inner join {{ ref('int_api_invoices_displaced') }} as displaced
        on
            estimates.provider = displaced.provider and estimates.activity_month = displaced.activity_month
            and {{ matches_glob('estimates.service_name', 'displaced.invoice_service_glob') }}
    where estimates.other_kgco2e is not null and coalesce(estimates.resource_kind <> 'marketplace', true)
    group by estimates.activity_month, {{ invoice | join(', ') }}
)

{% for component, method, kgco2e, low, high in figures %}
    select
        activity_month, provider, cast(null as string) as sub_account_id, 'model_api' as carbon_bucket,
        cast(null as string) as region_id, team_id, 4 as evidence_tier, false as is_marketplace, '{{ component }}' as component,
        cast(null as string) as bundle, cast(null as string) as covered_components, '{{ method }}' as method,
        {% if method == 'market' %}market_basis, is_market_complete,
        {% else %}cast(null as string) as market_basis, cast(null as boolean) as is_market_complete,
        {% endif %}
        'accrual' as entry_type, activity_month as posting_month, cast(null as string) as reversed_method,
        'model_api' as reason,
        {{ joined_text('factor_sets') }} as factor_sets,
        {{ joined_text('slice_ids') }} as slice_ids,
        {{ measured('sum(energy_kwh)') if component == 'electricity' else nothing }} as energy_kwh,
        {{ measured('sum(' ~ kgco2e ~ ')') }} as kgco2e,
        {{ measured('sum(' ~ low ~ ')') if low else nothing }} as low_kgco2e,
        {{ measured('sum(' ~ high ~ ')') if high else nothing }} as high_kgco2e
    from usage
    where {{ kgco2e }} is not null
    group by activity_month, provider, team_id{{ ', market_basis, is_market_complete' if method == 'market' }}
    union all
{% endfor %}
select
    invoices.activity_month, {{ invoice | join(', ') | replace('estimates.', 'invoices.') }}, false as is_marketplace,
    'other' as component, cast(null as string) as bundle, cast(null as string) as covered_components, 'na' as method,
    cast(null as string) as market_basis, cast(null as boolean) as is_market_complete,
    'reversal' as entry_type, invoices.activity_month as posting_month, 'na' as reversed_method, 'model_api' as reason,
    spend.factor_sets, spend.slice_ids, {{ nothing }} as energy_kwh,
    -invoices.kgco2e as kgco2e, -spend.low_kgco2e as low_kgco2e, -spend.high_kgco2e as high_kgco2e
from invoices
inner join spend
    on
        invoices.activity_month = spend.activity_month
        {% for column in invoice %}
            and {{ column | replace('estimates.', 'invoices.') }} is not distinct from {{ column | replace('estimates.', 'spend.') }}
        {% endfor %}
