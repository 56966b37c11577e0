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
{% set nothing = 'cast(null as decimal(38, 9))' %}
with usage as (
    select * from {{ ref('int_api_usage_estimated') }} where status = 'estimated'
),

invoices as (
    select
        {{ month_of('estimates.usage_date') }} as activity_month,
        estimates.provider, estimates.sub_account_id, estimates.carbon_bucket, estimates.region_id, estimates.team_id,
        estimates.evidence_tier,
        {{ joined_text('estimates.factor_set_id') }} as factor_sets,
        {{ joined_text('estimates.slice_id') }} as slice_ids,
        {% for bound in ['', 'low_', 'high_'] %}
            sum({{ measured('estimates.other_' ~ bound ~ 'kgco2e * displaced.displaced_share') }}) as {{ bound }}kgco2e{{ ',' if not loop.last }}
        {% endfor %}
    from {{ ref('int_estimates_corrected') }} as estimates
    inner join {{ ref('int_api_invoices_displaced') }} as displaced
        on
            estimates.provider = displaced.provider
            and {{ month_of('estimates.usage_date') }} = displaced.activity_month
            and {{ matches_glob('estimates.service_name', 'displaced.invoice_service_glob') }}
    where estimates.other_kgco2e is not null and coalesce(estimates.resource_kind <> 'marketplace', true)
    group by 1, 2, 3, 4, 5, 6, 7
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
    activity_month, provider, sub_account_id, carbon_bucket, region_id, team_id, evidence_tier, false as is_marketplace,
    'other' as component, cast(null as string) as bundle, cast(null as string) as covered_components, 'na' as method,
    cast(null as string) as market_basis, cast(null as boolean) as is_market_complete,
    'reversal' as entry_type, activity_month as posting_month, 'na' as reversed_method, 'model_api' as reason,
    factor_sets, slice_ids, {{ nothing }} as energy_kwh,
    -kgco2e as kgco2e, -low_kgco2e as low_kgco2e, -high_kgco2e as high_kgco2e
from invoices
