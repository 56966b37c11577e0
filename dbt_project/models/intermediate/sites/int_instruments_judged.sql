{#
  Whether a contractual instrument may be used, and if not why: the criteria that its kind must meet (an unanswered one is not met),
  its retirement, its market, its year, and its serials, which serve once.
#}
with adopted as (
    select country_iso2, min(market_zone) as market_zone from {{ ref('market_zones') }} where is_adopted group by country_iso2
),

described as (
    select
        instruments.*,
        kinds.priority,
        kinds.criteria,
        kinds.is_retirement_needed,
        coalesce(adopted.market_zone, instruments.market_zone) as zone,
        {{ measured('instruments.quantity_mwh * ' ~ kwh_per_mwh()) }} as quantity_kwh,
        case
            when regexp_extract(instruments.retired_for, '^([0-9]{4})$', 1) <> '' then cast(instruments.retired_for as int)
            else instruments.vintage_year
        end as claimed_year,
        regexp_replace(instruments.serial_from, '[0-9]+$', '') as series,
        try_cast(regexp_extract(instruments.serial_from, '([0-9]+)$', 1) as decimal(38, 0)) as first_number,
        try_cast(regexp_extract(coalesce(instruments.serial_to, instruments.serial_from), '([0-9]+)$', 1) as decimal(38, 0)) as last_number
    from {{ ref('stg_organisation__instruments') }} as instruments
    left join {{ ref('instrument_kinds') }} as kinds on instruments.instrument_kind = kinds.instrument_kind
    left join adopted on instruments.market_zone = adopted.country_iso2
),

used_before as (
    select distinct later.instrument_id
    from described as later
    inner join described as earlier
        on
            later.series = earlier.series
            and later.first_number <= earlier.last_number
            and later.last_number >= earlier.first_number
            and later.instrument_id <> earlier.instrument_id
            and (
                coalesce(later.retired_on, cast('9999-12-31' as date)), later.instrument_id
            ) > (coalesce(earlier.retired_on, cast('9999-12-31' as date)), earlier.instrument_id)
),

sites as (
    select distinct site_id, market_zone from {{ ref('int_site_needs_yearly') }}
)

select
    described.instrument_id,
    described.instrument_kind,
    described.priority,
    described.site_id,
    described.zone as market_zone,
    described.vintage_year,
    described.quantity_kwh,
    described.kgco2e_per_kwh,
    described.series,
    described.first_number,
    described.last_number,
    case
        when described.priority is null then 'kind_unknown'
        when described.is_retirement_needed and described.retired_on is null then 'not_retired'
        {% for criterion in [1, 2, 3, 4, 5, 6, 7, 8] %}
            when {{ in_list('described.criteria', "'" ~ criterion ~ "'") }} and described.criterion_{{ criterion }} is null
                then 'criterion_{{ criterion }}_unanswered'
            when {{ in_list('described.criteria', "'" ~ criterion ~ "'") }} and described.criterion_{{ criterion }} <> 'met'
                then 'criterion_{{ criterion }}_not_met'
        {% endfor %}
        when used_before.instrument_id is not null then 'serial_used_twice'
        when not exists (
            select 1 from sites
            where sites.market_zone = described.zone and coalesce(described.site_id, sites.site_id) = sites.site_id
        ) then 'out_of_zone'
        when described.claimed_year <> described.vintage_year then 'out_of_vintage'
        when not exists (
            select 1 from {{ ref('int_site_needs_yearly') }} as needs
            where
                needs.market_zone = described.zone
                and needs.activity_year = described.vintage_year
                and coalesce(described.site_id, needs.site_id) = needs.site_id
        ) then 'out_of_vintage'
    end as refused_reason
from described
left join used_before on described.instrument_id = used_before.instrument_id
