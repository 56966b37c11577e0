"""Calls of language models in OpenTelemetry: spans and metric points as rows.

Belongs here: the `gen_ai` attributes of today and the names they replaced. Does not: prompts or
answers, which are never read; which of spans and metrics counts (SQL).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ingest.telemetry.trackers.files import Row
from ingest.telemetry.trackers.moments import text
from ingest.telemetry.trackers.otlp import Part, Values, attributes, nanoseconds

_NAMES: Final = {
    "vendor": ("gen_ai.provider.name", "gen_ai.system"),
    "operation_name": ("gen_ai.operation.name",),
    "request_model": ("gen_ai.request.model",),
    "response_model": ("gen_ai.response.model",),
    "server_address": ("server.address",),
}
"""Our column and what it may be called, newest first."""
_TOKENS: Final = {
    "tokens_in": ("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"),
    "tokens_out": ("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"),
}
_USAGE: Final = "gen_ai.client.inference.usage."
COUNTED: Final = {
    "gen_ai.client.token.usage": None,
    f"{_USAGE}input_tokens": "input",
    f"{_USAGE}output_tokens": "output",
    "gen_ai.client.operation.duration": None,
}
"""Metrics that are read, and the type of token of those whose points do not name it."""
_FORMER_TYPES: Final = {"prompt": "input", "completion": "output"}
_TEMPORALITY: Final = {1: "delta", 2: "cumulative"}


def call(about: Values, span: Part, team: str) -> Row | None:
    """The row of a span; None where it is no call of a model. `team` names the attribute."""
    told = attributes(span)
    if not any(key.startswith("gen_ai.") for key in told):
        return None
    ended = nanoseconds(span.get("endTimeUnixNano"))
    if ended is None:
        raise ValueError(f"span {span.get('spanId')} has no endTimeUnixNano")
    return _named(about, told, team) | {
        "signal": "span",
        "trace_id": text(span.get("traceId")),
        "span_id": text(span.get("spanId")),
        "parent_span_id": text(span.get("parentSpanId")),
        "started_at": nanoseconds(span.get("startTimeUnixNano")),
        "ended_at": ended,
        **{column: _first(told, names) for column, names in _TOKENS.items()},
    }


def points(about: Values, metric: Part, team: str) -> Iterator[Row]:
    """The rows of a metric that counts tokens or calls."""
    name = str(metric.get("name"))
    if name not in COUNTED:
        return
    data: Part = metric.get("histogram") or metric.get("exponentialHistogram") or {}
    data = data or metric.get("sum") or {}
    temporality = _temporality(data.get("aggregationTemporality"), name)
    for point in data.get("dataPoints") or []:
        told = attributes(point)
        ended = nanoseconds(point.get("timeUnixNano"))
        if ended is None:
            raise ValueError(f"a point of {name} has no timeUnixNano")
        yield _named(about, told, team) | {
            "signal": "metric",
            "metric": name,
            "temporality": temporality,
            "token_type": COUNTED[name] or _token_type(told.get("gen_ai.token.type")),
            "series_id": _series(name, about, told),
            "started_at": nanoseconds(point.get("startTimeUnixNano")),
            "ended_at": ended,
            "point_sum": _value(point),
            "point_count": int(point["count"]) if point.get("count") is not None else None,
        }


def _token_type(value: Any) -> str | None:
    """Input or output; the first conventions called them prompt and completion."""
    return _FORMER_TYPES.get(str(value), text(value))


def _value(point: Part) -> float | None:
    for key in ("sum", "asInt", "asDouble"):
        if point.get(key) is not None:
            return float(point[key])
    return None


def _temporality(value: Any, name: str) -> str:
    if isinstance(value, str):  # proto3's JSON may write the name of an enum
        return "delta" if value.endswith("DELTA") else "cumulative"
    if value not in _TEMPORALITY:
        raise ValueError(f"{name} says neither delta nor cumulative (aggregationTemporality)")
    return _TEMPORALITY[value]


def _named(about: Values, told: Values, team: str) -> Row:
    everything = {**about, **told}
    row: Row = {column: text(_first(told, names)) for column, names in _NAMES.items()}
    row["service_name"] = text(about.get("service.name"))
    row["team_id"] = text(everything.get(team))
    return row


def _first(told: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((told[name] for name in names if told.get(name) is not None), None)


def _series(metric: str, about: Values, told: Values) -> str:
    """Sixteen hex digits that tell one series from the others."""
    sorted_text = json.dumps([metric, about, told], sort_keys=True)
    return hashlib.sha256(sorted_text.encode()).hexdigest()[:16]
