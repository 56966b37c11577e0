"""Settings of a billing export that lose carbon, read off its newest landed slice.

Belongs here: which column carries which feature. Does not: the contract of a bill (ingest).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb

from ingest.lake import Lake, Manifest
from ingest.source import Source
from orchestration.doctor.finding import Finding, Severity

_USAGE = "line_item_line_item_type in ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage')"
_CONTAINERS = "line_item_product_code in ('AmazonEKS', 'AmazonECS')"
_RECREATE = "AWS Data Exports, the export's table configuration"


@dataclass(frozen=True)
class _Feature:
    """A column that must hold something wherever `needed` is true, else `lost` is lost."""

    column: str
    lost: str
    remedy: str
    needed: str = _USAGE
    severity: Severity = "breach"
    may_be_empty: bool = False
    """Only a column that is not there at all is a loss."""


_FEATURES = (
    _Feature(
        "line_item_resource_id",
        "no resource ids: no figure per resource, no owner by resource, no GPU by host",
        f"Set INCLUDE_RESOURCES = TRUE ({_RECREATE})",
    ),
    _Feature(
        "product_region_code",
        "no region codes: regions come from usage type prefixes, and where these are silent the "
        "world's mean stands in",
        f"Select product_region_code ({_RECREATE})",
    ),
    _Feature(
        "line_item_usage_end_date",
        "no end of use: every line counts as one hour",
        f"Select line_item_usage_end_date ({_RECREATE})",
    ),
    _Feature(
        "split_line_item_parent_resource_id",
        "no split-cost data: containers are billed, and no figure reaches a namespace or pod",
        f"Set INCLUDE_SPLIT_COST_ALLOCATION_DATA = TRUE ({_RECREATE}) and opt in under Cost "
        "Management preferences",
        needed=_CONTAINERS,
    ),
    _Feature(
        "product_instance_type",
        "no instance types: they are read off usage types, which some services spell otherwise",
        f"Select product_instance_type ({_RECREATE})",
        needed=f"{_USAGE} and line_item_product_code = 'AmazonEC2' "
        "and line_item_usage_type like '%BoxUsage%'",
    ),
    _Feature(
        "line_item_net_unblended_cost",
        "no net costs: spend is counted before private discounts, which is too high",
        f"Select the net_ columns ({_RECREATE}); they exist where a discount does",
        severity="note",
        may_be_empty=True,
    ),
    _Feature(
        "resource_tags",
        "no tags: owners come from accounts alone",
        "Activate cost allocation tags in the payer account and select resource_tags",
        severity="note",
    ),
)
_GOOGLE_USE = "usage_amount is not null and coalesce(cost_type, 'regular') = 'regular'"
_GOOGLE = (
    _Feature(
        "resource_global_name",
        "no resource names: no figure per resource, no owner by resource",
        "Enable the detailed usage cost export in Cloud Billing and name its table "
        "(gcp_billing_export_resource_v1_...)",
        needed=f"{_GOOGLE_USE} and service_description = 'Compute Engine'",
    ),
    _Feature(
        "system_labels",
        "no system labels: machine types come from the names of SKUs, which tell only the family",
        "Read system_labels too: they are a column of every billing export",
        needed=f"{_GOOGLE_USE} and service_description = 'Compute Engine'",
    ),
    _Feature(
        "labels",
        "no labels: owners come from projects alone",
        "Label projects and resources; labels count from the day they are set",
        needed=_GOOGLE_USE,
        severity="note",
    ),
)
_SCOPES = _Feature(
    "total_scope_1_emissions_value",
    "no scopes: the carbon export selects totals alone, as those made before October 2025 do",
    "Create the export anew with the scope columns; an export keeps the columns it began with",
    needed="true",
    may_be_empty=True,
)
_BY_COLUMN: Mapping[str, tuple[_Feature, ...]] = {
    "line_item_line_item_type": _FEATURES,
    "sku_description": _GOOGLE,
    _SCOPES.column: (_SCOPES,),
}
"""What is looked for, by a column that tells the kind of export."""
_SPAN = """
select
    count(*) as lines,
    count(*) filter (
        where date_diff('hour', line_item_usage_start_date::timestamp,
                        line_item_usage_end_date::timestamp) <= 1
    ) as hourly
from read_parquet(?, union_by_name = true) where {usage}
"""


def findings(source: Source, lake: Lake) -> Iterator[Finding]:
    """What the newest slice of a bill or a carbon export shows of its export's settings."""
    newest = _newest(source, lake)
    features = next((kept for name, kept in _BY_COLUMN.items() if name in source.columns), ())
    if newest is None or not features:
        return
    files = [str(lake.path_of(newest, file)) for file in newest.files]
    columns = {column for file in newest.files for column in file.columns}
    where = f"source {source.name}, slice {newest.slice_id}"
    with duckdb.connect() as connection:
        for feature in features:
            if feature.column in source.columns and _is_lost(connection, files, columns, feature):
                yield Finding(feature.severity, feature.lost, where, feature.remedy)
        if {"line_item_usage_start_date", "line_item_usage_end_date"} <= columns:
            yield from _grain(connection, files, where)


def _newest(source: Source, lake: Lake) -> Manifest | None:
    held = [
        one
        for one in lake.manifests(source.kind)
        if one.export == source.name and not one.retired and one.files
    ]
    return max(held, key=lambda one: (max(one.periods, default=""), one.slice_id), default=None)


def _is_lost(
    connection: duckdb.DuckDBPyConnection, files: list[str], columns: set[str], feature: _Feature
) -> bool:
    """Whether no line that needs the feature has it, though there are such lines."""
    if feature.may_be_empty and feature.column in columns:
        return False
    held = "false"
    if feature.column in columns:
        held = f"nullif(nullif(cast({feature.column} as varchar), ''), '{{}}') is not null"
    row = connection.execute(
        f"select count(*), count(*) filter (where {held}) "
        f"from read_parquet(?, union_by_name = true) where {feature.needed}",
        [files],
    ).fetchone()
    return bool(row and row[0] and not row[1])


def _grain(
    connection: duckdb.DuckDBPyConnection, files: list[str], where: str
) -> Iterator[Finding]:
    row = connection.execute(_SPAN.format(usage=_USAGE), [files]).fetchone()
    if row and row[0] and not row[1]:
        yield Finding(
            "breach",
            "daily or monthly grain: location_hourly takes the mean of a day or month, not the "
            "hour of use",
            where,
            f"Set TIME_GRANULARITY = HOURLY ({_RECREATE})",
        )
