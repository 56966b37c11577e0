"""Points of CloudWatch's CPU metric: which instances it lists, and the mean and samples of each.

Belongs here: calls of the API and their pages. Does not: days and slices (cloudwatch.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from ingest.aws import session
from ingest.errors import Unreachable

METRIC = "CPUUtilization"
_NAMESPACE = "AWS/EC2"
_QUERIES = 500  # as many as one call takes; each instance needs two
_PERMISSION = "cloudwatch:ListMetrics and cloudwatch:GetMetricData"
Point = tuple[str, str, float, float | None]
"""Instance, start of the interval as ISO text, percent, samples."""


def listed_instances(api: Any, uri: str) -> list[str]:
    """Every instance that CloudWatch lists at `uri`: those that sent anything in two weeks.

    Raises:
        Unreachable: it does not answer.
    """
    found: set[str] = set()
    with session.asking(uri, _PERMISSION):
        pages = api.get_paginator("list_metrics").paginate(
            Namespace=_NAMESPACE, MetricName=METRIC, Dimensions=[{"Name": "InstanceId"}]
        )
        for page in pages:
            for metric in page["Metrics"]:
                named = {one["Name"]: one["Value"] for one in metric["Dimensions"]}
                found |= {named["InstanceId"]} if len(named) == 1 else set()
    return sorted(found)


def points_of(
    api: Any, instances: Sequence[str], day: datetime, *, period: int, uri: str
) -> Iterator[Point]:
    """Every point of a day, an interval of `period` seconds each, mean and samples together.

    Raises:
        Unreachable: CloudWatch does not answer, or not for all.
    """
    for first in range(0, len(instances), _QUERIES // 2):
        some = instances[first : first + _QUERIES // 2]
        asked = [
            _query(f"{letter}{number}", instance, statistic, period)
            for number, instance in enumerate(some)
            for letter, statistic in (("m", "Average"), ("n", "SampleCount"))
        ]
        told = _told(api, asked, day, uri)
        for number, instance in enumerate(some):
            counts = told.get(f"n{number}", {})
            for at, percent in sorted(told.get(f"m{number}", {}).items()):
                yield instance, at, percent, counts.get(at)


def _told(
    api: Any, asked: list[dict[str, Any]], day: datetime, uri: str
) -> dict[str, dict[str, float]]:
    told: dict[str, dict[str, float]] = {}
    start = day.replace(tzinfo=UTC)
    with session.asking(uri, _PERMISSION):
        pages = api.get_paginator("get_metric_data").paginate(
            MetricDataQueries=asked, StartTime=start, EndTime=start + timedelta(days=1)
        )
        for page in pages:
            for one in page["MetricDataResults"]:
                # An answer that lacks points by a fault must not pass for a quiet day.
                if one.get("StatusCode") in {"InternalError", "Forbidden"}:
                    state = f"CloudWatch answers {one['StatusCode']} for {one.get('Label')}."
                    raise Unreachable(f"{uri}: {state}")
                values = told.setdefault(one["Id"], {})
                for at, value in zip(one["Timestamps"], one["Values"], strict=True):
                    values[at.astimezone(UTC).replace(tzinfo=None).isoformat()] = value
    return told


def _query(name: str, instance: str, statistic: str, period: int) -> dict[str, Any]:
    dimensions = [{"Name": "InstanceId", "Value": instance}]
    metric = {"Namespace": _NAMESPACE, "MetricName": METRIC, "Dimensions": dimensions}
    return {"Id": name, "MetricStat": {"Metric": metric, "Period": period, "Stat": statistic}}
