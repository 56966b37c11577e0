"""What CodeCarbon measured of runs, from its emissions.csv, `.bak` siblings and API answers.

Belongs here: the kind and its columns. Does not: lines (codecarbon_rows.py), answers
(codecarbon_api.py), taking the PUE out again (SQL, by version).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from ingest.csv_lines import opened
from ingest.errors import BadInput
from ingest.json_documents import documents
from ingest.telemetry.trackers.codecarbon_api import emissions
from ingest.telemetry.trackers.codecarbon_columns import NUMBERS, TEXTS
from ingest.telemetry.trackers.codecarbon_rows import of_csv
from ingest.telemetry.trackers.files import Row, TrackerFile, TrackerFiles

_JSON = (".json", ".json.gz", ".jsonl", ".jsonl.gz")
_REMEDY = "Save the answer of /runs/{id}/emissions again, or the run with its emissions in it"


class CodeCarbonRuns(TrackerFiles):
    """A folder of emissions files; a header that changed left `.bak` files, which are history."""

    kind = "codecarbon_runs"
    suffixes = (".csv", ".csv.gz", ".bak", *_JSON)
    month_of = "ended_at"
    columns: ClassVar[Mapping[str, str]] = {
        "source_place": "varchar",
        "reading": "varchar",
        "reading_note": "varchar",
        "host_id": "varchar",
        "organization_name": "varchar",
        "started_at": "timestamp",
        "ended_at": "timestamp",
        **dict.fromkeys(TEXTS, "varchar"),
        **dict.fromkeys(NUMBERS.values(), "double"),
    }

    def rows(self, file: TrackerFile) -> Iterator[Row]:
        """A row per line of a CSV, per emission of an answer."""
        if not file.key.lower().endswith(_JSON):
            yield from of_csv(file)
            return
        with opened(file.path, name=file.name) as handle:
            for place, document in documents(handle, name=file.name, remedy=_REMEDY):
                try:
                    for count, row in enumerate(emissions(document, file), start=1):
                        yield row | {"source_place": f"{place}, emission {count}"}
                except (ValueError, TypeError) as error:
                    raise BadInput(file.name, place, str(error), _REMEDY) from None
