"""CPU utilisation out of the JSON that CloudWatch, Cloud Monitoring and Azure Monitor export.

Belongs here: the shapes of each, and how long an interval is. Does not: files of other formats, the
checks on rows. Points without a mean make no row, and metrics other than CPU are passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from ingest.csv_lines import Bytes, lines_of
from ingest.errors import BadInput

Row = dict[str, object]
_CPU = {
    "cloudwatch": "CPUUtilization",
    "cloud_monitoring": "compute.googleapis.com/instance/cpu/utilization",
    "azure_monitor": "Percentage CPU",
}
_LIMIT_BYTES = 256 * 1024 * 1024
_INSTANCE = re.compile(r"\bi-[0-9a-f]{8,17}\b")
_GRAIN = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_STREAM_SECONDS = 60  # a metric stream sends every metric once a minute
_REMEDY = "Export the metric again, or write the plain CSV that ingest/README.md describes"


def measurements(handle: Bytes, *, name: str) -> Iterator[Row]:
    """The rows of a JSON document, or of one document per line, called `name` in messages.

    Raises:
        BadInput: it is no JSON, or of none of the known shapes.
    """
    lines = lines_of(handle, name=name, limit=_LIMIT_BYTES)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            document = json.loads(line)
        except json.JSONDecodeError:
            document = _whole(line, lines, name, f"line {number}")
        for one in document if isinstance(document, list) else [document]:
            yield from _rows(one, name, f"line {number}")


def _whole(line: str, lines: Iterator[str], name: str, place: str) -> Any:
    """A document over many lines, of which `line` is the first."""
    held = [line]
    size = 0
    for more in lines:
        held.append(more)
        size += len(more)
        if size > _LIMIT_BYTES:
            problem = f"a document is larger than {_LIMIT_BYTES} bytes"
            raise BadInput(name, place, problem, "Export shorter times, or a document per line")
    try:
        return json.loads("".join(held))
    except json.JSONDecodeError as error:
        where = f"{place}, {error.lineno} lines on" if error.lineno > 1 else place
        raise BadInput(name, where, f"it is no JSON from here on ({error.msg})", _REMEDY) from None


def _rows(one: Any, name: str, place: str) -> Iterator[Row]:
    if not isinstance(one, dict):
        raise BadInput(name, place, "it is no JSON object", _REMEDY)
    try:
        if "MetricDataResults" in one:
            yield from _metric_data(one["MetricDataResults"])
        elif "metric_stream_name" in one:
            yield from _metric_stream(one)
        elif "timeSeries" in one:
            for series in one["timeSeries"]:
                yield from _time_series(series)
        elif "points" in one and "metric" in one:
            yield from _time_series(one)
        elif "timeGrain" in one:
            yield from _diagnostics(one)
        elif "value" in one or "values" in one:
            for metrics in one.get("values", [one]):
                yield from _azure_metrics(metrics)
        else:
            raise _UnknownShapeError("it is no export of CloudWatch, Cloud Monitoring or Azure")
    except _UnknownShapeError as error:
        raise BadInput(name, place, str(error), _REMEDY) from None
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        problem = f"it is not what it seems to be ({type(error).__name__}: {error})"
        raise BadInput(name, place, problem, _REMEDY) from None


class _UnknownShapeError(Exception):
    """Nothing here can be read without a guess."""


def _metric_data(results: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    """The answer of GetMetricData; it names the instance in the label alone, the period nowhere."""
    read = [([_moment(at) for at in one["Timestamps"]], one) for one in results]
    seconds = _smallest_gap([moments for moments, _ in read])
    for moments, one in read:
        found = _INSTANCE.findall(one.get("Label", ""))
        if moments and len(set(found)) != 1:
            raise _UnknownShapeError(f"label {one.get('Label')!r} names no instance")
        for at, value in zip(moments, one["Values"], strict=True):
            yield _row("aws", found[0], at, seconds, value / 100, None, "cloudwatch")


def _metric_stream(one: Mapping[str, Any]) -> Iterator[Row]:
    dimensions = one["dimensions"]
    wanted = (one["namespace"], one["metric_name"]) == ("AWS/EC2", _CPU["cloudwatch"])
    if not wanted or set(dimensions) != {"InstanceId"} or not one["value"]["count"]:
        return
    at = datetime.fromtimestamp(one["timestamp"] / 1000, UTC).replace(tzinfo=None)
    mean = one["value"]["sum"] / one["value"]["count"] / 100
    count = int(one["value"]["count"])
    yield _row("aws", dimensions["InstanceId"], at, _STREAM_SECONDS, mean, count, "cloudwatch")


def _time_series(one: Mapping[str, Any]) -> Iterator[Row]:
    """A time series of Cloud Monitoring; a gauge's point stands at the end of what it is of."""
    if one["metric"]["type"] != _CPU["cloud_monitoring"]:
        return
    labels = one["resource"]["labels"]
    path = f"projects/{labels['project_id']}/zones/{labels['zone']}"
    resource = f"//compute.googleapis.com/{path}/instances/{labels['instance_id']}"
    ends = [_moment(point["interval"]["endTime"]) for point in one["points"]]
    for point, end in zip(one["points"], ends, strict=True):
        value = point["value"].get("doubleValue", point["value"].get("int64Value"))
        if value is None:
            continue
        start = _moment(point["interval"].get("startTime") or point["interval"]["endTime"])
        seconds = int((end - start).total_seconds()) or _smallest_gap([ends])
        at = end - timedelta(seconds=seconds)
        yield _row("gcp", resource, at, seconds, float(value), None, "cloud_monitoring")


def _azure_metrics(one: Mapping[str, Any]) -> Iterator[Row]:
    """What the metrics API of Azure Monitor answers for one resource."""
    seconds = _grain(one["interval"])
    for metric in one["value"]:
        if metric["name"]["value"] != _CPU["azure_monitor"]:
            continue
        resource = metric["id"].lower().partition("/providers/microsoft.insights/")[0]
        for series in metric["timeseries"]:
            for point in series["data"]:
                if point.get("average") is not None:
                    count = None if point.get("count") is None else int(point["count"])
                    at, mean = _moment(point["timeStamp"]), point["average"] / 100
                    yield _row("azure", resource, at, seconds, mean, count, "azure_monitor")


def _diagnostics(one: Mapping[str, Any]) -> Iterator[Row]:
    """A line that a diagnostic setting of Azure writes to storage."""
    if one["metricName"] == _CPU["azure_monitor"] and one.get("average") is not None:
        at, mean = _moment(one["time"]), one["average"] / 100
        count = None if one.get("count") is None else int(one["count"])
        resource, seconds = one["resourceId"].lower(), _grain(one["timeGrain"])
        yield _row("azure", resource, at, seconds, mean, count, "azure_monitor")


def _row(
    provider: str, resource: str, at: datetime, seconds: int, mean: float, count: int | None,
    source: str,
) -> Row:  # fmt: skip
    return {
        "provider": provider,
        "resource_id": resource,
        "interval_start": at,
        "interval_seconds": seconds,
        "cpu_utilisation": mean,
        "sample_count": count,
        "metric_name": _CPU[source],
        "metric_source": source,
    }


def _smallest_gap(series: Sequence[Sequence[datetime]]) -> int:
    """Seconds between the two closest points: how long an interval is where nothing says so."""
    gaps = [b - a for moments in series for a, b in pairwise(sorted(set(moments)))]
    if not gaps:
        raise _UnknownShapeError("it has a single point, and nothing says how long that lasts")
    return int(min(gaps).total_seconds())


def _grain(text: str) -> int:
    match = _GRAIN.fullmatch(text)
    if match is None or not any(match.groups()):
        raise _UnknownShapeError(f"{text!r} is no length of an interval")
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


def _moment(text: str) -> datetime:
    """A moment with any offset, as UTC without a zone."""
    moment = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
