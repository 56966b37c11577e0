{#
  What our own estimates offer the books, by month, key, component and method. Location, hourly location and market
  stand in rows of their own and never add; `na` rows (hardware, spend) belong to every method.
#}
{% set figures = [
    ('electricity', 'location', 'electricity_location_kgco2e', 'electricity_location_low_kgco2e', 'electricity_location_high_kgco2e'),
    ('electricity', 'location_hourly', 'electricity_location_hourly_kgco2e', none, none),
    ('electricity', 'market', 'electricity_market_kgco2e', none, none),
    ('upstream', 'location', 'upstream_location_kgco2e', none, none),
    ('upstream', 'location_hourly', 'upstream_location_kgco2e', none, none),
    ('upstream', 'market', 'upstream_market_kgco2e', none, none),
    ('hardware', 'na', 'hardware_kgco2e', 'hardware_low_kgco2e', 'hardware_high_kgco2e'),
    ('other', 'na', 'other_kgco2e', 'other_low_kgco2e', 'other_high_kgco2e'),
] %}
{% set key = ['activity_month', 'provider', 'sub_account_id', 'carbon_bucket', 'region_id', 'team_id', 'evidence_tier',
          'is_marketplace'] %}

{% for component, method, kgco2e, low, high in figures %}
    select
        {{ key | join(', ') }},
        '{{ component }}' as component,
        '{{ method }}' as method,
        {% if method == 'market' %}market_basis, is_market_complete,
        {% else %}cast(null as string) as market_basis, cast(null as boolean) as is_market_complete,
        {% endif %}
        {{ joined_text('factor_set_id') }} as factor_sets,
        {{ joined_text('slice_id') }} as slice_ids,
        {% if component == 'electricity' %}{{ measured('sum(energy_it_kwh + energy_overhead_kwh)') }}
        {% else %}cast(null as decimal(38, 9))
        {% endif %} as energy_kwh,
        {{ measured('sum(' ~ kgco2e ~ ')') }} as kgco2e,
        {{ measured('sum(' ~ low ~ ')') if low else 'cast(null as decimal(38, 9))' }} as low_kgco2e,
        {{ measured('sum(' ~ high ~ ')') if high else 'cast(null as decimal(38, 9))' }} as high_kgco2e
    from {{ ref('int_estimate_inputs') }}
    where {{ kgco2e }} is not null
    group by {{ key | join(', ') }}{{ ', market_basis, is_market_complete' if method == 'market' }}
    {{ 'union all' if not loop.last }}
{% endfor %}
