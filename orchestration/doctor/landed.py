"""What the lake shows: quarantine, missing months, evidence that is not kept, hours of the grid.

Belongs here: findings about landed slices. Does not: asking a provider (places.py).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from decimal import Decimal

import duckdb

from ingest.lake import Lake
from ingest.source import DENIED, Source
from orchestration.doctor.finding import Finding
from orchestration.doctor.seed_files import rows_of
from orchestration.months import last_closed_month, this_month

_GRID = "grid_hourly"
_HOURS = """
select em_zone, strftime(hour_at, '%Y-%m') as month, count(distinct hour_at) as hours
from read_parquet(?, union_by_name = true) group by all order by all
"""
_BAR = "hourly_coverage_share_min"


def findings(sources: Sequence[Source], lake: Lake) -> Iterator[Finding]:
    """Every source's state in the lake, then the hours of the grid."""
    for refused in lake.quarantined():
        yield Finding(
            "breach",
            f"in quarantine, its last good version counts: {refused.message}",
            f"slice {refused.slice_id}",
            "Do what the message says, then `tonne run`",
        )
    for source in sources:
        yield from _denied(source, lake)
        if source.partitioned and source.register is None:
            yield from _freshness(source, lake)
        if not source.keep_source:
            yield Finding(
                "note",
                "keep_source = false: an auditor can walk back to the landed Parquet and the hash "
                "of the fetched bytes, not to the bytes",
                f"source {source.name}",
                "Remove keep_source = false; kept from the next landing on",
            )
    yield from _hours(lake)


def _freshness(source: Source, lake: Lake) -> Iterator[Finding]:
    held = [
        period
        for one in lake.manifests(source.kind)
        if one.export == source.name and not one.retired
        for period in one.periods
    ]
    if not held:
        yield Finding("breach", "nothing is landed", f"source {source.name}", "Run `tonne run`")
    elif max(held) < last_closed_month():
        yield Finding(
            "breach",
            f"the newest month is {max(held)}; {last_closed_month()} is over and not landed",
            f"source {source.name}",
            "Run `tonne run`; if nothing comes, see whether the provider still delivers",
        )


def _denied(source: Source, lake: Lake) -> Iterator[Finding]:
    """Slices of which the provider says that they may not be seen."""
    for one in lake.manifests(source.kind):
        if one.export == source.name and not one.retired and one.signal.startswith(DENIED):
            yield Finding(
                "breach",
                "the provider denies to show it: its figures are not known, which is no zero",
                f"slice {one.slice_id}",
                "Have the role granted that the source needs, then `tonne run`",
            )


def _hours(lake: Lake) -> Iterator[Finding]:
    """Zone-months with fewer hours than the policy asks for: these are annual as a whole."""
    files = [str(path) for manifest, _, path in lake.current_files(_GRID) if not manifest.retired]
    if not files:
        return
    bar = next(
        Decimal(row["value"]) for row in rows_of("policy/policies.csv") if row["policy_id"] == _BAR
    )
    with duckdb.connect() as connection:
        found = connection.execute(_HOURS, [files]).fetchall()
    for zone, month, hours in found:
        share = Decimal(hours) / (monthrange(int(month[:4]), int(month[5:]))[1] * 24)
        if share < bar and month < this_month():
            yield Finding(
                "breach",
                f"{hours} hours, {share:.0%} of the month: location_hourly is annual in all of it",
                f"grid zone {zone}, {month}",
                "Land the missing hours of the zone (source of kind grid_hourly)",
            )
