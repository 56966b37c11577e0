"""CPU utilisation out of the JSON that CloudWatch, Cloud Monitoring and Azure Monitor export.

Belongs here: which monitor a document is of. Does not: the shape of each
(cloudwatch_exports.py and its like). A point without a mean makes no row, nor does another metric.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.csv_lines import Bytes
from ingest.errors import BadInput
from ingest.json_documents import documents
from ingest.telemetry.azure_monitor_exports import azure_metrics, diagnostics
from ingest.telemetry.cloud_monitoring_exports import time_series
from ingest.telemetry.cloudwatch_exports import metric_data, metric_stream
from ingest.telemetry.points import Row, UnknownShapeError

_REMEDY = "Export the metric again, or write the plain CSV of ingest/telemetry/README.md"


def measurements(handle: Bytes, *, name: str) -> Iterator[Row]:
    """The rows of a JSON document, or of one document per line, called `name` in messages.

    Raises:
        BadInput: it is no JSON, or of none of the known shapes.
    """
    for place, document in documents(handle, name=name, remedy=_REMEDY):
        for one in document if isinstance(document, list) else [document]:
            yield from _rows(one, name, place)


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
