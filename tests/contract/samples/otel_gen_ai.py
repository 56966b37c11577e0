"""OTLP JSON lines of calls of a language model: spans and the metrics of its tokens."""

from __future__ import annotations

import json
from typing import Any

from tests.contract.samples.tracker_files import TrackerSample

BEGAN_S = 1760529600
"""2025-10-15T12:00:00Z in seconds."""


def attributes(**told: Any) -> list[dict[str, Any]]:
    """Attributes; `gen_ai__usage__input_tokens` is gen_ai.usage.input_tokens."""
    return [
        {
            "key": key.replace("__", "."),
            "value": {"intValue": str(value)} if isinstance(value, int) else {"stringValue": value},
        }
        for key, value in told.items()
    ]


CHAT: dict[str, Any] = {
    "gen_ai__operation__name": "chat",
    "gen_ai__provider__name": "openai",
    "gen_ai__request__model": "gpt-4o",
    "server__address": "api.openai.com",
}


def span(span_id: str, seconds: float = 0, **told: Any) -> dict[str, Any]:
    """A span that ended so many seconds after noon."""
    ended = round((BEGAN_S + seconds) * 1_000_000_000)
    return {
        "traceId": "5b8efff798038103d269b633813fc60c",
        "spanId": span_id,
        "name": "chat",
        "startTimeUnixNano": str(ended - 1_000_000_000),
        "endTimeUnixNano": str(ended),
        "attributes": attributes(**told),
    }


def traces(*spans: dict[str, Any], **resource: Any) -> str:
    """One line: a document of traces of the service `assistant`."""
    about = {"attributes": attributes(service__name="assistant", **resource)}
    scope = {"scope": {}, "spans": list(spans)}
    return json.dumps({"resourceSpans": [{"resource": about, "scopeSpans": [scope]}]}) + "\n"


def point(seconds: float, total: int, count: int, **told: Any) -> dict[str, Any]:
    """A point of a histogram that began at noon."""
    return {
        "startTimeUnixNano": BEGAN_S * 1_000_000_000,
        "timeUnixNano": round((BEGAN_S + seconds) * 1_000_000_000),
        "sum": total,
        "count": str(count),
        "attributes": attributes(**told),
    }


def histogram(name: str, temporality: Any, *points: dict[str, Any]) -> str:
    """One line: a document with one metric of the service `assistant`."""
    about = {"attributes": attributes(service__name="assistant")}
    metric = {
        "name": name,
        "histogram": {"aggregationTemporality": temporality, "dataPoints": list(points)},
    }
    scopes = [{"scope": {}, "metrics": [metric]}]
    return json.dumps({"resourceMetrics": [{"resource": about, "scopeMetrics": scopes}]}) + "\n"


def _edition(number: int) -> str:
    tokens = {"gen_ai__usage__input_tokens": 10 + number, "gen_ai__usage__output_tokens": 20}
    return traces(span("a1", **CHAT, **tokens))


SAMPLE = TrackerSample("otel_gen_ai", "calls.jsonl", _edition, '{"spans": []}\n')
SETTINGS, SLICE = SAMPLE.SETTINGS, SAMPLE.SLICE
deliver, spoil, touch, withdraw = SAMPLE.deliver, SAMPLE.spoil, SAMPLE.touch, SAMPLE.withdraw
