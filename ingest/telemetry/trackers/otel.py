"""Calls of language models as OpenTelemetry exports them: OTLP JSON lines of traces or metrics.

Belongs here: the kind and its columns. Does not: attributes (otel_calls.py), encoding (otlp.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, cast

from ingest.csv_lines import opened
from ingest.errors import BadInput
from ingest.json_documents import documents
from ingest.telemetry.trackers.files import Row, TrackerFile, TrackerFiles
from ingest.telemetry.trackers.otel_calls import call, points
from ingest.telemetry.trackers.otlp import metrics, spans
from ingest.telemetry.trackers.settings import TrackerSettings

_REMEDY = "Export with the collector's file exporter, format json: an OTLP document per line"


class OtelSettings(TrackerSettings):
    """Keys of an OpenTelemetry table: `team_attribute` names the attribute that holds the team."""

    team_attribute: str = "team"


class OtelGenAi(TrackerFiles):
    """A folder of OTLP JSON files; spans and metrics of anything else in them are passed over."""

    kind = "otel_gen_ai"
    settings = OtelSettings
    suffixes = (".jsonl", ".jsonl.gz", ".json", ".json.gz")
    month_of = "ended_at"
    columns: ClassVar[Mapping[str, str]] = {
        "signal": "varchar",
        "trace_id": "varchar",
        "span_id": "varchar",
        "parent_span_id": "varchar",
        "series_id": "varchar",
        "metric": "varchar",
        "temporality": "varchar",
        "token_type": "varchar",
        "operation_name": "varchar",
        "vendor": "varchar",
        "request_model": "varchar",
        "response_model": "varchar",
        "service_name": "varchar",
        "team_id": "varchar",
        "server_address": "varchar",
        "started_at": "timestamp",
        "ended_at": "timestamp",
        "tokens_in": "bigint",
        "tokens_out": "bigint",
        "point_sum": "double",
        "point_count": "bigint",
    }

    def rows(self, file: TrackerFile) -> Iterator[Row]:
        """A row per span that calls a model, per point of a metric that counts its tokens."""
        team = cast(OtelSettings, self.config).team_attribute
        with opened(file.path, name=file.name) as handle:
            for place, document in documents(handle, name=file.name, remedy=_REMEDY):
                _check(document, file.name, place)
                try:
                    for about, span in spans(document):
                        row = call(about, span, team)
                        if row is not None:
                            yield row
                    for about, metric in metrics(document):
                        yield from points(about, metric, team)
                except (ValueError, TypeError, KeyError, AttributeError) as error:
                    raise BadInput(file.name, place, str(error), _REMEDY) from None


def _check(document: Any, name: str, place: str) -> None:
    known = ("resourceSpans", "resourceMetrics", "resourceLogs")
    if not isinstance(document, dict) or not any(key in document for key in known):
        raise BadInput(name, place, "it is no OTLP document of traces or metrics", _REMEDY)
