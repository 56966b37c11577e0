"""What stands behind the figures: usage without a model, loads, factor publishers.

Belongs here: the report's audit lists. They cover the whole published file, not only the period.
"""

from publish.figures import Money
from publish.reading import Marts, Row
from publish.reports.team_service import labels
from publish.tables import Column, Table, byte_size, moment, table

_UNMAPPED = """
select
    provider, service_name, x_usage_type, region_id, reason, row_count,
    effective_cost, billing_currency
from marts.rpt_audit__unmapped_usage
qualify row_number() over (
    partition by billing_currency
    order by effective_cost desc nulls last, row_count desc, provider, service_name, x_usage_type,
        region_id, reason
) <= ?
order by billing_currency, effective_cost desc nulls last, row_count desc, provider, service_name,
    x_usage_type, region_id, reason
"""
_LOADS = """
select * from marts.rpt_audit__load_history
order by is_quarantined desc nulls last, is_current desc nulls last, kind, slice_id,
    fetched_at desc, slice_version
limit ?
"""
_PUBLISHERS = """
select
    publisher,
    string_agg(distinct factor_family, ', ' order by factor_family) as families,
    string_agg(distinct edition, ', ' order by edition) as editions,
    string_agg(distinct licence, ', ' order by licence) as licences
from marts.dim_factor
group by publisher
order by publisher
"""
_MOST_UNMAPPED, _MOST_LOADS = 20, 120


def unmapped(marts: Marts) -> tuple[Table, int]:
    """The costliest usage without an energy model, and how many kinds there are in all."""
    columns = [
        Column("Provider", "code"),
        Column("Service"),
        Column("Usage type"),
        Column("Region", "code"),
        Column("Why"),
        Column("Rows", "count"),
        Column("Effective cost", "money"),
    ]
    values = [
        [
            labels.provider(row["provider"]),
            row["service_name"],
            row["x_usage_type"],
            row["region_id"],
            row["reason"],
            row["row_count"],
            [Money(row["effective_cost"], row["billing_currency"])],
        ]
        for row in marts.rows(_UNMAPPED, [_MOST_UNMAPPED])
    ]
    count = marts.first("select count(*) as kinds from marts.rpt_audit__unmapped_usage")["kinds"]
    return table("Usage without an energy model, costliest first", columns, values), count


def loads(marts: Marts) -> Table:
    """Which version of which slice the figures come from: quarantined and current ones first."""
    columns = [
        Column("Slice"),
        Column("Kind", "code"),
        Column("Periods", "code"),
        Column("Version", "code"),
        Column("Status"),
        Column("Rows", "count"),
        Column("Size", "figure"),
        Column("Fetched", "code"),
    ]
    values = [
        [
            row["slice_id"],
            row["kind"],
            labels.listed(row["periods"]),
            row["slice_version"],
            _status(row),
            row["row_count"],
            byte_size(row["byte_count"]),
            moment(row["fetched_at"]),
        ]
        for row in marts.rows(_LOADS, [_MOST_LOADS])
    ]
    return table("Load history", columns, values)


def publishers(marts: Marts) -> Table | None:
    """Who published the factors that the run could choose from, if the file holds the register."""
    if not marts.columns("dim_factor") >= {"publisher", "factor_family", "edition", "licence"}:
        return None
    columns = [Column("Publisher"), Column("Factors"), Column("Editions"), Column("Licence")]
    values = [list(row.values()) for row in marts.rows(_PUBLISHERS)]
    return table("Factor register of this run", columns, values)


def _status(row: Row) -> str:
    """What a version is to the figures."""
    if row["is_quarantined"]:
        return f"quarantined: {row['quarantine_problem'] or 'no reason recorded'}"
    if row["is_retired"]:
        return "retired"
    return "current" if row["is_current"] else "replaced"
