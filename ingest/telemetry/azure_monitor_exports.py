"""CPU utilisation out of what Azure Monitor answers, or writes by a diagnostic setting.

Belongs here: their shapes. Does not: other monitors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ingest.telemetry.points import CPU, Row, UnknownShapeError, moment, row

_GRAIN = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


def azure_metrics(one: Mapping[str, Any]) -> Iterator[Row]:
    """What the metrics API of Azure Monitor answers for one resource."""
    seconds = _grain(one["interval"])
    for metric in one["value"]:
        if metric["name"]["value"] != CPU["azure_monitor"]:
            continue
        resource = metric["id"].lower().partition("/providers/microsoft.insights/")[0]
        for series in metric["timeseries"]:
            for point in series["data"]:
                if point.get("average") is not None:
                    count = None if point.get("count") is None else int(point["count"])
                    at, mean = moment(point["timeStamp"]), point["average"] / 100
                    yield row("azure", resource, at, seconds, mean, count, "azure_monitor")


def diagnostics(one: Mapping[str, Any]) -> Iterator[Row]:
    """A line that a diagnostic setting of Azure writes to storage."""
    if one["metricName"] == CPU["azure_monitor"] and one.get("average") is not None:
        at, mean = moment(one["time"]), one["average"] / 100
        count = None if one.get("count") is None else int(one["count"])
        resource, seconds = one["resourceId"].lower(), _grain(one["timeGrain"])
        yield row("azure", resource, at, seconds, mean, count, "azure_monitor")


def _grain(text: str) -> int:
    match = _GRAIN.fullmatch(text)
    if match is None or not any(match.groups()):
        raise UnknownShapeError(f"{text!r} is no length of an interval")
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds
