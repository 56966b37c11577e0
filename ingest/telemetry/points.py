"""Points of CPU metrics as rows of the contract, whichever cloud's monitor told them.

Belongs here: a row, a moment, the length of an interval that nothing states. Does not: the shape of
any monitor's export.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

Row = dict[str, object]
CPU = {
    "cloudwatch": "CPUUtilization",
    "cloud_monitoring": "compute.googleapis.com/instance/cpu/utilization",
    "azure_monitor": "Percentage CPU",
}
"""The metric of each source."""


class UnknownShapeError(Exception):
    """Nothing here can be read without a guess."""


def row(
    provider: str, resource: str, at: datetime, seconds: int, mean: float, count: int | None,
    source: str,
) -> Row:  # fmt: skip
    """The `mean` (a fraction) of `seconds` seconds from `at` on."""
    return {
        "provider": provider,
        "resource_id": resource,
        "interval_start": at,
        "interval_seconds": seconds,
        "cpu_utilisation": mean,
        "sample_count": count,
        "metric_name": CPU[source],
        "metric_source": source,
    }


def smallest_gap(series: Sequence[Sequence[datetime]]) -> int:
    """Seconds between the two closest points: how long an interval is where nothing says so."""
    gaps = [b - a for moments in series for a, b in pairwise(sorted(set(moments)))]
    if not gaps:
        raise UnknownShapeError("it has a single point, and nothing says how long that lasts")
    return int(min(gaps).total_seconds())


def moment(text: str) -> datetime:
    """A moment with any offset, as UTC without a zone."""
    moment = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
