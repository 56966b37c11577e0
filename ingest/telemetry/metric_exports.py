"""CPU utilisation out of the JSON that CloudWatch, Cloud Monitoring and Azure Monitor export.

Belongs here: documents of a file, and which monitor each is of. Does not: the shape of each
(cloudwatch_exports.py and its like). A point without a mean makes no row, nor does another metric.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ingest.csv_lines import Bytes, lines_of
from ingest.errors import BadInput
from ingest.telemetry.azure_monitor_exports import azure_metrics, diagnostics
from ingest.telemetry.cloud_monitoring_exports import time_series
from ingest.telemetry.cloudwatch_exports import metric_data, metric_stream
from ingest.telemetry.points import Row, UnknownShapeError

_LIMIT_BYTES = 256 * 1024 * 1024
_REMEDY = "Export the metric again, or write the plain CSV of ingest/telemetry/README.md"


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
        problem = f"it is no JSON from its line {error.lineno} on ({error.msg})"
        raise BadInput(name, place, problem, _REMEDY) from None


def _rows(one: Any, name: str, place: str) -> Iterator[Row]:
    if not isinstance(one, dict):
        raise BadInput(name, place, "it is no JSON object", _REMEDY)
    try:
        if "MetricDataResults" in one:
            yield from metric_data(one["MetricDataResults"])
        elif "metric_stream_name" in one:
            yield from metric_stream(one)
        elif "timeSeries" in one or "points" in one:
            for series in one.get("timeSeries", [one]):
                yield from time_series(series)
        elif "timeGrain" in one:
            yield from diagnostics(one)
        elif "value" in one or "values" in one:
            for metrics in one.get("values", [one]):
                yield from azure_metrics(metrics)
        else:
            raise UnknownShapeError("it is no export of CloudWatch, Cloud Monitoring or Azure")
    except UnknownShapeError as error:
        raise BadInput(name, place, str(error), _REMEDY) from None
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        problem = f"it is not what it seems to be ({type(error).__name__}: {error})"
        raise BadInput(name, place, problem, _REMEDY) from None
