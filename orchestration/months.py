"""Months as Dagster's partitions, and which of them a run has to land.

Belongs here: the calendar of the assets. Does not: landing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

import dagster as dg

from ingest.errors import TonneError
from ingest.lake import Lake
from ingest.source import Source
from orchestration.fingerprints import shifted

FIRST = date(2020, 1, 1)
MONTHS = dg.MonthlyPartitionsDefinition(start_date=FIRST.isoformat(), end_offset=1)
"""Up to the running month: its bill is there before the month is over."""

RANGE_START = "dagster/asset_partition_range_start"
RANGE_END = "dagster/asset_partition_range_end"
_OUTSIDE_MONTHS = 360


def months_of(partitions: Sequence[str]) -> set[str]:
    """The months (YYYY-MM) that a run of `partitions` lands.

    The first partition also takes what is older, and the last what is dated ahead, so that no
    slice falls outside the calendar.
    """
    months = {partition[:7] for partition in partitions}
    first, last = f"{FIRST:%Y-%m}", this_month()
    if first in months:
        months |= {shifted(first, -back) for back in range(1, _OUTSIDE_MONTHS)}
    if last in months:
        months |= {shifted(last, ahead) for ahead in range(1, _OUTSIDE_MONTHS)}
    return months


def range_tags(sources: Iterable[Source], lake: Lake) -> Mapping[str, str]:
    """The tags of a run that lands everything new: one run, from the first month to the last."""
    changed = [
        period
        for source in sources
        if source.partitioned
        for period in _changed_months(source, lake)
    ]
    first, last = f"{FIRST:%Y-%m}", this_month()
    inside = sorted(min(max(period, first), last) for period in changed) or [last]
    return {RANGE_START: f"{inside[0]}-01", RANGE_END: f"{inside[-1]}-01"}


def this_month() -> str:
    """The running month in UTC, YYYY-MM."""
    return f"{datetime.now(UTC):%Y-%m}"


def last_closed_month() -> str:
    """The month before the running one, YYYY-MM."""
    return shifted(this_month(), -1)


def _changed_months(source: Source, lake: Lake) -> list[str]:
    """The months of the slices that the provider changed, and of those it lists no more."""
    landed = {one.slice_id: one for one in lake.manifests(source.kind) if one.export == source.name}
    try:
        offered = {ref.slice_id: ref for ref in source.slices()}
    except TonneError:  # landing says it, with the slices it concerns
        offered = {}
    changed = [
        ref.periods
        for slice_id, ref in offered.items()
        if slice_id not in landed or landed[slice_id].signal != ref.signal
    ]
    missing = [
        one.periods
        for slice_id, one in landed.items()
        if slice_id not in offered and not one.retired
    ]
    return [period for periods in changed + missing for period in periods]
