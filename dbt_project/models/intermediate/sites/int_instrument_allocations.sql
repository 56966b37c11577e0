{#
  Which kWh each instrument covers, in the order of the hierarchy: what belongs to a site there, what belongs to the entity pro rata to
  the kWh that its market still has uncovered, then suppliers' rates. No more than is uncovered; what is left over is listed, never
  banked.
#}
{% set stages = [('certificate', '<>', 'needs_whole', 'needs_off_sites', 'needs_off_markets'),
                 ('rate', '=', 'needs_off_markets', 'needs_rated', 'needs_left')] %}
{% set columns = ['instrument_id', 'instrument_kind', 'site_id', 'activity_year', 'applied_kwh'] %}
with allowed as (
    select * from {{ ref('int_instruments_judged') }} where refused_reason is null
),

needs_whole as (
    select needs.*, needs.need_kwh as room_kwh from {{ ref('int_site_needs_yearly') }} as needs
),

{% for stage, sign, before, between, after in stages %}
    {{ stage }}_offered as (
        select
            allowed.*,
            needs.activity_year,
            needs.room_kwh,
            case
                when allowed.instrument_kind = 'onsite_attributes' then greatest(0, least(
                    allowed.quantity_kwh,
                    needs.onsite_kwh - {{ sum_before('allowed.quantity_kwh', 'allowed.instrument_kind, needs.site_id, needs.activity_year',
                        'allowed.instrument_id') }}
                ))
                else coalesce(allowed.quantity_kwh, needs.room_kwh)
            end as offered_kwh
        from allowed
        inner join {{ before }} as needs
            on allowed.site_id = needs.site_id and allowed.vintage_year = needs.activity_year
        where allowed.instrument_kind {{ sign }} 'supplier_rate'
    ),

    {{ stage }}_on_sites as (
        select
            instrument_id, instrument_kind, site_id, activity_year,
            greatest(0, least(
                offered_kwh, room_kwh - {{ sum_before('offered_kwh', 'site_id, activity_year', 'priority, instrument_id') }}
            )) as applied_kwh
        from {{ stage }}_offered
    ),

    {{ between }} as (
        select * from ({{ room_left(before, stage ~ '_on_sites') }}) as rooms
    ),

    {{ stage }}_markets as (
        select needs.*, sum(needs.room_kwh) over (partition by needs.market_zone, needs.activity_year) as market_kwh
        from {{ between }} as needs
        where needs.room_kwh > 0
    ),

    {{ stage }}_reaching as (
        select
            allowed.instrument_id,
            allowed.instrument_kind,
            needs.site_id,
            needs.activity_year,
            needs.room_kwh,
            needs.market_kwh,
            {{ sum_before(
                'coalesce(allowed.quantity_kwh, needs.market_kwh)', 'needs.site_id, needs.activity_year',
                'allowed.priority, allowed.instrument_id'
            ) }} as covered_before_kwh,
            coalesce(allowed.quantity_kwh, needs.market_kwh) as offered_kwh
        from allowed
        inner join {{ stage }}_markets as needs
            on allowed.market_zone = needs.market_zone and allowed.vintage_year = needs.activity_year
        where allowed.site_id is null and allowed.instrument_kind {{ sign }} 'supplier_rate'
    ),

    {{ stage }}_parted as (
        select
            reaching.*,
            least(covered_before_kwh + offered_kwh, market_kwh) - least(covered_before_kwh, market_kwh) as whole_kwh,
            {{ room_covered('covered_before_kwh + offered_kwh') }} - {{ room_covered('covered_before_kwh') }} as part_kwh
        from {{ stage }}_reaching as reaching
    ),

    {{ stage }}_on_markets as (
        select
            instrument_id, instrument_kind, site_id, activity_year,
            {{ part_that_sums('whole_kwh', 'part_kwh', ['instrument_id', 'activity_year'], 'room_kwh', 'site_id') }} as applied_kwh
        from {{ stage }}_parted
    ),

    {{ after }} as (
        select * from ({{ room_left(between, stage ~ '_on_markets') }}) as rooms
    ),
{% endfor %}

applied as (
    {% for stage, sign, before, between, after in stages %}
        select {{ columns | join(', ') }} from {{ stage }}_on_sites where applied_kwh > 0
        union all
        select {{ columns | join(', ') }} from {{ stage }}_on_markets where applied_kwh > 0
        {{ 'union all' if not loop.last }}
    {% endfor %}
),

totals as (
    select instrument_id, sum(applied_kwh) as applied_kwh from applied group by instrument_id
)

select
    applied.instrument_id, applied.instrument_kind, judged.market_zone, applied.site_id, applied.activity_year, judged.kgco2e_per_kwh,
    {{ measured('applied.applied_kwh') }} as applied_kwh, {{ measured('0') }} as surplus_kwh, cast(null as string) as refused_reason
from applied
inner join {{ ref('int_instruments_judged') }} as judged on applied.instrument_id = judged.instrument_id
union all
select
    judged.instrument_id, judged.instrument_kind, judged.market_zone, judged.site_id, judged.vintage_year as activity_year,
    judged.kgco2e_per_kwh, {{ measured('0') }} as applied_kwh,
    {{ measured('judged.quantity_kwh - coalesce(totals.applied_kwh, 0)') }} as surplus_kwh,
    coalesce(judged.refused_reason, 'over_applied') as refused_reason
from {{ ref('int_instruments_judged') }} as judged
left join totals on judged.instrument_id = totals.instrument_id
where judged.refused_reason is not null or judged.quantity_kwh > coalesce(totals.applied_kwh, 0)
