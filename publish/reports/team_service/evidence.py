"""What stands behind the figures: usage without a model, loads, factor publishers.

Belongs here: the report's audit lists. Unmapped usage and loads cover the whole published
file, not only the period.
"""

from publish import labels
from publish.figures import Money
from publish.period import Period
from publish.reading import Marts, Row, bounds
from publish.tables import Column, Table, byte_size, table

_UNMAPPED = """
select provider, service_name, region_id, reason, row_count, effective_cost, billing_currency
from marts.rpt_audit__unmapped_usage
qualify row_number() over (
    partition by billing_currency
    order by effective_cost desc nulls last, row_count desc, provider, service_name, region_id,
        reason
) <= ?
order by billing_currency, effective_cost desc nulls last, row_count desc, provider, service_name,
    region_id, reason
"""
_LOADS = """
select * from marts.rpt_audit__load_history
order by is_quarantined desc nulls last, is_current desc nulls last, source_kind, slice_id,
    fetched_at desc, slice_version
limit ?
"""
# Coefficients stand behind every estimate; the other factors are those that a booked figure names.
_PUBLISHERS = """
with used as (
    select distinct factors.factor_id
    from marts.fct_carbon_ledger_by_method as ledger
    inner join marts.bridge_ledger_factor_sets as gathered
        on ledger.factor_set_id = gathered.ledger_factor_set_id
    inner join marts.bridge_factor_sets as factors
        on gathered.factor_set_id = factors.factor_set_id
    where ledger.activity_month between ? and ?
)

select
    publisher,
    string_agg(
        distinct replace(factor_family, '_', ' '), ', ' order by replace(factor_family, '_', ' ')
    ) as families,
    string_agg(distinct edition, ', ' order by edition) as editions,
    string_agg(distinct licence, ', ' order by licence) as licences,
    count(*) as factor_count
from marts.dim_factor
where factor_family = 'coefficient' or factor_id in (select used.factor_id from used)
group by publisher
order by publisher
"""
_MOST_UNMAPPED, _MOST_LOADS = 20, 400


def unmapped(marts: Marts) -> tuple[Table, int]:
    """The costliest usage that is covered less well than it could be, and how many kinds exist."""
    columns = [
        Column("Provider", "code"),
        Column("Service"),
        Column("Region", "code"),
        Column("Why"),
        Column("Rows", "count"),
        Column("Effective cost", "money"),
    ]
    values = [
        [
            labels.provider(row["provider"]),
            row["service_name"],
            row["region_id"],
            str(row["reason"]).replace("_", " "),
            row["row_count"],
            [Money(row["effective_cost"], row["billing_currency"])],
        ]
        for row in marts.rows(_UNMAPPED, [_MOST_UNMAPPED])
    ]
    count = marts.first("select count(*) as kinds from marts.rpt_audit__unmapped_usage")["kinds"]
    return table("What to map next, costliest first", columns, values), count


def loads(marts: Marts) -> tuple[Table, int]:
    """Versions of slices, quarantined and current ones first, and how many there are in all."""
    columns = [
        Column("Slice"),
        Column("Kind", "code"),
        Column("Periods", "code"),
        Column("Version", "code"),
        Column("Status"),
        Column("Rows", "count"),
        Column("Size", "figure"),
        Column("Fetched, UTC", "code"),
    ]
    values = [
        [
            row["slice_id"],
            row["source_kind"],
            _span(row["periods"]),
            row["slice_version"],
            _status(row),
            row["row_count"],
            byte_size(row["byte_count"]),
            str(row["fetched_at"] or "")[:16],
        ]
        for row in marts.rows(_LOADS, [_MOST_LOADS])
    ]
    count = marts.first("select count(*) as versions from marts.rpt_audit__load_history")[
        "versions"
    ]
    return table("Versions of slices", columns, values), count


def publishers(marts: Marts, period: Period) -> Table:
    """Who published the factors behind the period's booked figures, and under which licence."""
    columns = [
        Column("Publisher"),
        Column("Factors of"),
        Column("Editions"),
        Column("Licence"),
        Column("Factors", "count"),
    ]
    values = [list(row.values()) for row in marts.rows(_PUBLISHERS, bounds(period))]
    return table("Factors behind these figures", columns, values)


def _span(periods: str | None) -> str:
    """The first and the last of a slice's months."""
    months = sorted((periods or "").split(","))
    return months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"


def _status(row: Row) -> str:
    """What a version is to the figures."""
    if row["is_quarantined"]:
        return f"quarantined: {row['quarantine_problem'] or 'no reason recorded'}"
    if row["is_retired"]:
        return "retired"
    return "current" if row["is_current"] else "replaced"
