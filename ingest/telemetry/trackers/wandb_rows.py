"""Event histories of W&B as power samples: `system.gpu.{i}.powerWatts` at `_timestamp` seconds.

Belongs here: keys and lines. Does not: the kind. `gpu.process.{i}` repeats the GPUs that the run
itself uses: it lands too, and SQL takes those alone. A suffix `/l:LABEL` names a node.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ingest.csv_lines import opened
from ingest.csv_records import open_records
from ingest.errors import BadInput
from ingest.json_documents import documents
from ingest.telemetry.trackers.files import Row, TrackerFile
from ingest.telemetry.trackers.moments import number, since_epoch, text
from ingest.telemetry.trackers.power_rows import sample

_KEY: Final = re.compile(
    r"(?:system[./])?gpu\.(?:process\.)?(?P<gpu>\d+)\.powerWatts(?:/l:(?P<node>.+))?"
)
_REMEDY: Final = 'Export run.history(stream="events") again, with _timestamp and the system keys'
_STEM: Final = re.compile(r"\.(csv|jsonl?)(\.gz)?$", re.IGNORECASE)
_ROWS: Final = 16 * 1024
_MICROSECONDS: Final = 1_000_000


def of_csv(file: TrackerFile) -> Iterator[Row]:
    """The samples of a CSV with a line per moment."""
    with open_records(file.path, name=file.name, rows=_ROWS, mend=_REMEDY) as csv:
        if not any(_KEY.fullmatch(name.strip()) for name in csv.header):
            problem = "no column is called system.gpu.N.powerWatts"
            raise BadInput(file.name, "line 1", problem, _REMEDY)
        names = [name.strip() for name in csv.header]
        for batch in csv.batches:
            for line, cells in zip(batch.lines, batch.cells, strict=True):
                told = dict(zip(names, cells, strict=True))
                yield from _samples(told, file, f"line {line}")


def of_jsonl(file: TrackerFile) -> Iterator[Row]:
    """The samples of JSON lines, or of one JSON list."""
    with opened(file.path, name=file.name) as handle:
        for place, document in documents(handle, name=file.name, remedy=_REMEDY):
            events: list[Any] = document if isinstance(document, list) else [document]
            for event in events:
                if not isinstance(event, dict):
                    raise BadInput(file.name, place, "it is no event of W&B", _REMEDY)
                yield from _samples(event, file, place)


def _samples(event: Mapping[str, Any], file: TrackerFile, place: str) -> Iterator[Row]:
    for key, value in event.items():
        found = _KEY.fullmatch(key)
        if found is None:
            continue
        try:
            watts = number(None if value == "NaN" else value)
            seconds = number(event.get("_timestamp"))
        except (TypeError, ValueError) as error:
            raise BadInput(file.name, f"{place}, {key}", str(error), _REMEDY) from None
        if watts is None:
            continue
        if seconds is None:
            raise BadInput(file.name, place, "the event has no _timestamp", _REMEDY)
        run = text(event.get("run_id")) or _STEM.sub("", file.key.rsplit("/", 1)[-1])
        moment = since_epoch(round(seconds * _MICROSECONDS))
        row = sample(run, found["gpu"], key, moment, watts)
        row["host_id"] = found["node"] or file.host_id
        yield row
