"""Dagster's checks of the bill: is its cost on invoices, does its use have evidence.

Belongs here: specs and results, always a warning: a figure may be right before an invoice is.
Does not: what is asked (cost_checks.py).
"""

from typing import Any

import dagster as dg
import duckdb

from ingest.lake import Lake, Manifest
from ingest.source import Source
from orchestration import cost_checks
from orchestration.months import this_month
from orchestration.published_file import open_published
from orchestration.workroom import Workroom

INVOICE_CHECK = "landed_cost_ties_to_the_months_invoices"
COVERAGE_CHECK = "usage_cost_has_evidence"
_WARN = dg.AssetCheckSeverity.WARN
_COSTS = """
select billing_currency, sum(billed_cost), sum(effective_cost), sum(line_item_count),
    min(usage_date), max(usage_date), count(distinct slice_id)
from marts.fct_resource_estimates_daily group by all order by all
"""


def invoice_spec(asset: dg.AssetKey) -> dg.AssetCheckSpec:
    """The check of invoices."""
    return dg.AssetCheckSpec(
        INVOICE_CHECK,
        asset=asset,
        description="The newest closed month's landed cost stands on invoices, whole.",
    )


def invoice_result(lake: Lake, source: Source) -> dg.AssetCheckResult:
    """Landed against invoiced cost of the newest closed month of a bill."""
    newest = newest_closed(lake, source)
    files = [(lake.path_of(one, file), file.columns) for one in newest for file in one.files]
    columns = set[str]().union(*(named for _, named in files))
    found = cost_checks.invoiced([path for path, _ in files], columns)
    return dg.AssetCheckResult(
        check_name=INVOICE_CHECK,
        passed=all(one.ties for one in found),
        severity=_WARN,
        metadata={
            "slices": dg.MetadataValue.json([one.slice_id for one in newest]),
            **{f"landed {one.currency}": str(one.landed) for one in found},
            **{f"invoiced {one.currency}": str(one.invoiced) for one in found},
        },
    )


def published_spec(asset: dg.AssetKey) -> dg.AssetCheckSpec:
    """The check of coverage."""
    bar = cost_checks.COVERAGE_BAR
    return dg.AssetCheckSpec(
        COVERAGE_CHECK,
        asset=asset,
        description=f"At least {bar:.0%} of a month's usage cost has a usage estimate or better.",
    )


def published_result(room: Workroom) -> dg.AssetCheckResult:
    """Coverage of every published month and currency."""
    with open_published(room.workspace.published) as connection:
        found = cost_checks.coverage(connection) if _has_estimates(connection) else []
    return dg.AssetCheckResult(
        check_name=COVERAGE_CHECK,
        passed=all(one.is_enough for one in found),
        severity=_WARN,
        metadata={f"{one.month} {one.currency}": float(round(one.share, 4)) for one in found},
    )


def published_metadata(room: Workroom) -> dict[str, Any]:
    """What the published estimates hold: lines, slices, days and cost per currency."""
    with open_published(room.workspace.published) as connection:
        rows = connection.execute(_COSTS).fetchall() if _has_estimates(connection) else []
    if not rows:
        return {}
    return {
        "lines": sum(row[3] for row in rows),
        "slices": max(row[6] for row in rows),
        "first_day": str(min(row[4] for row in rows)),
        "last_day": str(max(row[5] for row in rows)),
        "billed_cost": dg.MetadataValue.json({str(row[0]): str(row[1]) for row in rows}),
        "effective_cost": dg.MetadataValue.json({str(row[0]): str(row[2]) for row in rows}),
    }


def _has_estimates(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the file has the fact: a project may publish other marts."""
    return bool(
        connection.execute(
            "select 1 from duckdb_tables() where schema_name = 'marts' "
            "and table_name = 'fct_resource_estimates_daily'"
        ).fetchone()
    )


def newest_closed(lake: Lake, source: Source) -> list[Manifest]:
    """The slices of the newest month of a source that is over."""
    held = [
        (month, one)
        for one in lake.manifests(source.kind)
        if one.export == source.name and not one.retired and one.rows
        for month in [max((each for each in one.periods if each < this_month()), default="")]
        if month
    ]
    newest = max((month for month, _ in held), default="")
    return [one for month, one in held if month == newest]
