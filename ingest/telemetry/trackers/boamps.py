"""BoAmps reports: the energy of one computing task as its author published it.

Belongs here: the kind, one row per measure of a report. Does not: which of several measures of
the same task counts (SQL). The field powerConsumption holds kWh.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from ingest.csv_lines import opened
from ingest.errors import BadInput
from ingest.json_documents import documents
from ingest.telemetry.trackers.boamps_rows import measures
from ingest.telemetry.trackers.files import Row, TrackerFile, TrackerFiles

_REMEDY = "Correct the report by the BoAmps schema; energy is powerConsumption in kWh"


class BoAmpsReports(TrackerFiles):
    """A folder of reports, one JSON document each, or several in a file."""

    kind = "boamps_reports"
    suffixes = (".json", ".json.gz", ".jsonl", ".jsonl.gz")
    month_of = "started_at"
    columns: ClassVar[Mapping[str, str]] = {
        "report_id": "varchar",
        "report_no": "bigint",
        "report_status": "varchar",
        "reported_at": "timestamp",
        "measure_no": "bigint",
        "host_id": "varchar",
        "started_at": "timestamp",
        "ended_at": "timestamp",
        "duration_s": "double",
        "energy_kwh": "double",
        "measurement_method": "varchar",
        "method_version": "varchar",
        "cpu_tracking_mode": "varchar",
        "gpu_tracking_mode": "varchar",
        "task_stage": "varchar",
        "task_family": "varchar",
        "requests": "double",
        "model_name": "varchar",
        "parameters_billion": "double",
        "quantization": "varchar",
        "tokens_in": "double",
        "tokens_out": "double",
        "infrastructure": "varchar",
        "cloud_provider": "varchar",
        "cloud_instance": "varchar",
        "country": "varchar",
        "quality": "varchar",
    }

    def rows(self, file: TrackerFile) -> Iterator[Row]:
        """A row per measure."""
        with opened(file.path, name=file.name) as handle:
            for place, document in documents(handle, name=file.name, remedy=_REMEDY):
                reports: list[Any] = document if isinstance(document, list) else [document]
                for count, report in enumerate(reports, start=1):
                    try:
                        for row in measures(report, file):
                            yield row | {"report_no": int(place.split()[-1]) + count - 1}
                    except (ValueError, TypeError, KeyError, AttributeError) as error:
                        raise BadInput(file.name, place, f"{error}", _REMEDY) from None
