{#
  What is charged and at what price, span by span. A policy holds from a fiscal year on, for everyone, until the next; one that is dated
  within a year waits for the next year. Before the first, and without any, the shipped terms hold. Where no price is named the
  preferred one serves; where the named one is not in force there is none, which is not zero.
#}
with entity as (
    select min_by(fiscal_year_start_month, entity_id) as start_month from {{ ref('int_entities_registered') }}
),

years as (
    select
        policies.*,
        make_date(cast(extract(year from policies.valid_from) as int), cast(coalesce(entity.start_month, 1) as int), 1) as year_starts_on,
        make_date(
            cast(extract(year from policies.valid_from) as int) + 1, cast(coalesce(entity.start_month, 1) as int), 1
        ) as next_year_starts_on
    from {{ ref('stg_organisation__chargeback_policies') }} as policies
    cross join entity
),

policies as (
    select
        method, price_id, shared_split, unattributed_owner, valid_from,
        case when year_starts_on >= valid_from then year_starts_on else next_year_starts_on end as holds_from
    from years
    union all
    select
        method, cast(null as string) as price_id, shared_split, unattributed_owner, cast(null as date) as valid_from,
        cast('0001-01-01' as date) as holds_from
    from {{ ref('chargeback_defaults') }}
),

starts as (
    select holds_from as starts_on from policies
    union
    select valid_from as starts_on from {{ ref('int_carbon_prices_dated') }} where valid_from is not null
    union
    select valid_to as starts_on from {{ ref('int_carbon_prices_dated') }} where valid_to is not null
),

spans as (
    select starts_on, lead(starts_on) over (order by starts_on) as ends_on from starts
),

ruled as (
    select spans.starts_on, spans.ends_on, policies.*
    from spans
    inner join policies on spans.starts_on >= policies.holds_from
    qualify row_number() over (
        partition by spans.starts_on order by policies.holds_from desc, policies.valid_from desc nulls last
    ) = 1
)

select
    ruled.starts_on as valid_from,
    ruled.ends_on as valid_to,
    ruled.method,
    ruled.shared_split,
    ruled.unattributed_owner,
    prices.price_id,
    prices.price_kind,
    prices.currency,
    prices.price_year,
    prices.price_per_tco2e
from ruled
left join {{ ref('int_carbon_prices_dated') }} as prices
    on
        ruled.starts_on >= coalesce(prices.valid_from, ruled.starts_on)
        and (prices.valid_to is null or ruled.starts_on < prices.valid_to)
        and coalesce(ruled.price_id, prices.price_id)
        in (prices.price_id, case when prices.price_kind = 'social_cost' then prices.price_kind end)
qualify row_number() over (
    partition by ruled.starts_on
    order by prices.preference asc nulls last, prices.valid_from desc nulls last, prices.price_id asc
) = 1
