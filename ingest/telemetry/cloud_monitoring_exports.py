"""CPU utilisation out of time series that Google's Cloud Monitoring lists.

Belongs here: their shape. Does not: other monitors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from ingest.telemetry.points import CPU, Row, moment, row, smallest_gap


def time_series(one: Mapping[str, Any]) -> Iterator[Row]:
    """A time series of Cloud Monitoring; a gauge's point stands at the end of what it is of."""
    if one["metric"]["type"] != CPU["cloud_monitoring"]:
        return
    labels = one["resource"]["labels"]
    path = f"projects/{labels['project_id']}/zones/{labels['zone']}"
    resource = f"//compute.googleapis.com/{path}/instances/{labels['instance_id']}"
    ends = [moment(point["interval"]["endTime"]) for point in one["points"]]
    for point, end in zip(one["points"], ends, strict=True):
        value = point["value"].get("doubleValue", point["value"].get("int64Value"))
        if value is None:
            continue
        start = moment(point["interval"].get("startTime") or point["interval"]["endTime"])
        seconds = int((end - start).total_seconds()) or smallest_gap([ends])
        at = end - timedelta(seconds=seconds)
        yield row("gcp", resource, at, seconds, float(value), None, "cloud_monitoring")
