{#
  Location-based figures of own electricity: what was drawn from a grid times the annual factor, and by the hour where the zone's hours
  are known. No contract is read here, directly or behind: the figure is the same whatever the entity has bought.
#}
{% set hourly -%}
    coalesce(hours.hourly_share, 0) * coalesce(hours.hourly_kgco2e_per_kwh, 0)
    + (1 - coalesce(hours.hourly_share, 0)) * factors.grid_kgco2e_per_kwh
{%- endset %}
{% set methods = [
    ('location', 'factors.grid_kgco2e_per_kwh', 'factors.grid_low_kgco2e_per_kwh', 'factors.grid_high_kgco2e_per_kwh'),
    ('location_hourly', '(' ~ hourly ~ ')', none, none),
] %}
{% for method, rate, low, high in methods %}
    select
        lines.site_id, lines.activity_month, lines.part, lines.rule_id, lines.scope, lines.s3_category, lines.s3_subcategory,
        lines.evidence_tier, '{{ method }}' as method,
        cast(null as string) as market_basis, cast(null as boolean) as is_market_complete,
        lines.energy_kwh,
        {{ part_of('lines.grid_kwh', rate) }} as kgco2e,
        {{ part_of('lines.grid_kwh', low) if low else 'cast(null as decimal(38, 9))' }} as low_kgco2e,
        {{ part_of('lines.grid_kwh', high) if high else 'cast(null as decimal(38, 9))' }} as high_kgco2e
    from {{ ref('int_site_lines') }} as lines
    inner join {{ ref('int_sites_factored') }} as factors
        on lines.site_id = factors.region_id and lines.activity_month = factors.activity_month
    {% if method == 'location_hourly' %}
        left join {{ ref('int_site_hourly_intensities') }} as hours
            on lines.site_id = hours.site_id and lines.activity_month = hours.activity_month
    {% endif %}
    where factors.grid_kgco2e_per_kwh is not null
    {{ 'union all' if not loop.last }}
{% endfor %}
