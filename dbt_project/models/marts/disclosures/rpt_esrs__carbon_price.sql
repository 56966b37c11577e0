{#
  Internal carbon prices (2023 set: E1-8, table of AR 66; 2026 set: E1-10): the price, and the volume and share of each scope at stake.
  Where the entity does not say what a price is applied to, no volume is made up.
#}
with points as (
    {{ disclosed('datapoints_esrs', "datapoints.table_name = 'carbon_price'") }}
),

schemes as (
    select seed.framework_version, seed.line_no, seed.breakdown_value as scheme_type
    from {{ ref('datapoints_esrs') }} as seed
    where seed.table_name = 'carbon_price'
),

priced as (
    select
        points.*,
        prices.price_id,
        prices.currency,
        prices.perimeter,
        prices.assumptions,
        prices.scopes_covered,
        case
            when points.line_code = 'PRICE' then {{ measured('prices.price_per_tco2e') }}
            when prices.scopes_covered is null then null
            when concat(';', prices.scopes_covered, ';') not like concat('%;', right(points.line_code, 1), ';%') then 0
            when points.line_code like 'VOLUME%' then points.value
            when points.value is not null then 1
        end as shown_value
    from points
    inner join schemes on points.framework_version = schemes.framework_version and points.line_no = schemes.line_no
    inner join {{ ref('dim_internal_carbon_price') }} as prices
        on
            points.entity_id = prices.entity_id
            and schemes.scheme_type = prices.scheme_type
            and points.reported_fiscal_year >= prices.first_fiscal_year
            and points.reported_fiscal_year <= coalesce(prices.last_fiscal_year, points.reported_fiscal_year)
)

select
    {{ disclosure_columns('priced', {
        'breakdown_kind': "'price'", 'breakdown_value': 'priced.price_id', 'value': 'cast(priced.shown_value as decimal(38, 9))',
        'unit': "case when priced.line_code = 'PRICE' then concat(priced.currency, '/tCO2e') when priced.line_code like 'SHARE%' "
            ~ "then 'ratio' else 'tCO2e' end",
        'omitted_reason': "case when priced.shown_value is not null then null when priced.scopes_covered is null "
            ~ "then 'the register does not say which scopes it covers' else priced.omitted_reason end",
        'previous_value': 'cast(null as decimal(38, 9))', 'is_restated': 'false'
    }) }},
    priced.perimeter,
    priced.assumptions,
    elections.framework_version is not null as is_elected
from priced
{{ joined_election('priced') }}
