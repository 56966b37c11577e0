"""CPU utilisation out of what CloudWatch exports: answers of GetMetricData, and metric streams.

Belongs here: their shapes. Does not: asking CloudWatch (aws/cloudwatch.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from ingest.telemetry.points import CPU, Row, UnknownShapeError, moment, row, smallest_gap

_INSTANCE = re.compile(r"\bi-[0-9a-f]{8,17}\b")
_STREAM_SECONDS = 60  # a metric stream sends every metric once a minute


def metric_data(results: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    """The answer of GetMetricData; it names the instance in the label alone, the period nowhere."""
    read = [([moment(at) for at in one["Timestamps"]], one) for one in results]
    seconds = smallest_gap([moments for moments, _ in read])
    for moments, one in read:
        found = _INSTANCE.findall(one.get("Label", ""))
        if moments and len(set(found)) != 1:
            raise UnknownShapeError(f"label {one.get('Label')!r} names no instance")
        for at, value in zip(moments, one["Values"], strict=True):
            yield row("aws", found[0], at, seconds, value / 100, None, "cloudwatch")


def metric_stream(one: Mapping[str, Any]) -> Iterator[Row]:
    """A line of a metric stream; the metric of a group of instances is passed over."""
    dimensions = one["dimensions"]
    wanted = (one["namespace"], one["metric_name"]) == ("AWS/EC2", CPU["cloudwatch"])
    if not wanted or set(dimensions) != {"InstanceId"} or not one["value"]["count"]:
        return
    at = datetime.fromtimestamp(one["timestamp"] / 1000, UTC).replace(tzinfo=None)
    mean = one["value"]["sum"] / one["value"]["count"] / 100
    count = int(one["value"]["count"])
    yield row("aws", dimensions["InstanceId"], at, _STREAM_SECONDS, mean, count, "cloudwatch")
