"""OTLP's JSON: attributes, moments and whole numbers, of spans and of metric points.

Belongs here: the encoding. Does not: what generative AI calls its attributes (otel_calls.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from ingest.telemetry.trackers.moments import since_epoch

Part = Mapping[str, Any]
Values = dict[str, Any]


def attributes(part: Part) -> Values:
    """The attributes of a resource, span or point; lists and maps are left out."""
    told: Values = {}
    for one in part.get("attributes") or []:
        value: Part = one.get("value") or {}
        if "intValue" in value:
            told[str(one["key"])] = int(value["intValue"])
        elif "doubleValue" in value:
            told[str(one["key"])] = float(value["doubleValue"])
        elif "stringValue" in value:
            told[str(one["key"])] = str(value["stringValue"])
    return told


def nanoseconds(value: Any) -> datetime | None:
    """A moment in nanoseconds since 1970, a number or a text, to the microsecond; 0 is none."""
    return since_epoch(int(value) // 1000) if value and int(value) else None


def spans(document: Part) -> Iterator[tuple[Values, Part]]:
    """Each span of a document of traces, with the attributes of its resource."""
    for resource in document.get("resourceSpans") or []:
        about = attributes(resource.get("resource") or {})
        for scope in resource.get("scopeSpans") or []:
            for span in scope.get("spans") or []:
                yield about, span


def metrics(document: Part) -> Iterator[tuple[Values, Part]]:
    """Each metric of a document of metrics, with the attributes of its resource."""
    for resource in document.get("resourceMetrics") or []:
        about = attributes(resource.get("resource") or {})
        for scope in resource.get("scopeMetrics") or []:
            for metric in scope.get("metrics") or []:
                yield about, metric
