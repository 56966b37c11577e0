"""MLflow's metric files and metric histories as power samples.

Belongs here: `system/gpu_{i}_power_usage_watts`, in a file of `milliseconds value step` lines or in
an answer of /api/2.0/mlflow/metrics/get-history. Does not: which files make a run (mlflow.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from ingest.csv_lines import lines_of, opened
from ingest.errors import BadInput
from ingest.json_documents import documents
from ingest.telemetry.trackers.files import Row, TrackerFile
from ingest.telemetry.trackers.moments import milliseconds_since, number
from ingest.telemetry.trackers.power_rows import sample

KEY: Final = re.compile(r"system/(?:(?P<node>.+)/)?gpu_(?P<gpu>\d+)_power_usage_watts")
"""A node stands in the key where several log to one run."""
_REMEDY: Final = "Copy the run's folder again, or save the answer of metrics/get-history again"


def of_metric_file(file: TrackerFile) -> Iterator[Row]:
    """The samples of one metric's file in a run's folder."""
    folder, _, metric = file.key.rpartition("/metrics/")
    with opened(file.path, name=file.name) as handle:
        for count, line in enumerate(lines_of(handle, name=file.name), start=1):
            parts = line.split()
            if not parts:
                continue
            if len(parts) < 2:
                problem = f"{line.strip()!r} is no `milliseconds value step`"
                raise BadInput(file.name, f"line {count}", problem, _REMEDY)
            run = folder.rsplit("/", 1)[-1]
            yield from _sample(run, metric, parts[0], parts[1], file, f"line {count}")


def of_answer(file: TrackerFile) -> Iterator[Row]:
    """The samples of saved histories; a file is called by its run where they do not name it."""
    stem = re.sub(r"\.json(\.gz)?$", "", file.key.rsplit("/", 1)[-1], flags=re.IGNORECASE)
    with opened(file.path, name=file.name) as handle:
        for place, document in documents(handle, name=file.name, remedy=_REMEDY):
            metrics = document.get("metrics") if isinstance(document, dict) else None
            if metrics is None:
                problem = "it is no answer of metrics/get-history"
                raise BadInput(file.name, place, problem, _REMEDY)
            if document.get("next_page_token"):
                problem = "it is one page of several, and the next is not in it"
                remedy = "Ask with max_results high enough, or join the pages' metrics"
                raise BadInput(file.name, f"{place}, next_page_token", problem, remedy)
            for number_, one in enumerate(metrics, start=1):
                run, key = one.get("run_id") or stem, str(one.get("key"))
                where = f"{place}, metric {number_}"
                yield from _sample(run, key, one.get("timestamp"), one.get("value"), file, where)


def _sample(
    run: str, metric: str, milliseconds: Any, value: Any, file: TrackerFile, place: str
) -> Iterator[Row]:
    found = KEY.fullmatch(metric)
    if found is None:
        return
    try:
        watts, moment = number(value), milliseconds_since(milliseconds)
        if watts is None or moment is None:
            raise ValueError("a sample without its moment or its value")
    except (TypeError, ValueError) as error:
        raise BadInput(file.name, place, str(error), _REMEDY) from None
    row = sample(run, found["gpu"], metric, moment, watts)
    row["host_id"] = found["node"] or file.host_id
    yield row
