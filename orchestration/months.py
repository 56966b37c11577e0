"""Months as Dagster's partitions, and which of them a run has to land.

Belongs here: the calendar of the assets. Does not: landing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

import dagster as dg

from ingest.lake import Lake
from ingest.source import Source
from orchestration.deliveries import Offers, offers
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
    return range_of_offers(offers(source, lake) for source in sources if source.partitioned)


def range_of_offers(found: Iterable[Offers]) -> Mapping[str, str]:
    """The tags of one run over the months of what was found."""
    return range_of(period for one in found for period in one.periods)


def range_of(periods: Iterable[str]) -> Mapping[str, str]:
    """The tags of one run over the span of `periods` (YYYY-MM); the running month if none."""
    first, last = f"{FIRST:%Y-%m}", this_month()
    inside = sorted(min(max(period, first), last) for period in periods) or [last]
    return {RANGE_START: f"{inside[0]}-01", RANGE_END: f"{inside[-1]}-01"}


def this_month() -> str:
    """The running month in UTC, YYYY-MM."""
    return f"{datetime.now(UTC):%Y-%m}"


def last_closed_month() -> str:
    """The month before the running one, YYYY-MM."""
    return shifted(this_month(), -1)
