"""Answers of CodeCarbon's API as rows: organisations, projects, experiments, runs and emissions.

Belongs here: walking one document, whichever of its levels was saved. Does not: CSV. An emission
is a slice of time since the one before, where a line of emissions.csv is the run so far.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from ingest.telemetry.trackers.codecarbon_columns import NUMBERS, TEXTS
from ingest.telemetry.trackers.files import Row, TrackerFile
from ingest.telemetry.trackers.moments import moment_in, number, text

_LEVELS = {"organizations": "organization", "projects": "project", "experiments": "experiment"}
_NESTED = ("items", *_LEVELS, "runs", "emissions")
_NAMED = {"emissions_sum": "emissions_kgco2e", "provider": "cloud_provider"}

Known = Mapping[str, Any]


def emissions(document: Any, file: TrackerFile, known: Known | None = None) -> Iterator[Row]:
    """The emissions below `document`, each with what is `known` of its run from above it.

    Raises:
        ValueError: an emission without what one must have.
    """
    held = dict(known or {})
    if isinstance(document, list):
        for one in document:
            yield from emissions(one, file, held)
        return
    if not isinstance(document, dict):
        raise ValueError(f"{document!r} is no object of CodeCarbon's API")
    if "duration" in document and "energy_consumed" in document and "emissions" not in document:
        yield _row(document, held, file)
        return
    nested = [key for key in _NESTED if isinstance(document.get(key), list)]
    if not nested and "energy_consumed" in document:
        raise ValueError("it is a report of sums; save the emissions of the runs instead")
    for key in nested:
        yield from emissions(document[key], file, held | _told_by(document, key))


def _told_by(document: Known, below: str) -> dict[str, Any]:
    """What an object says about the objects in its list `below`."""
    if below == "projects":
        return {"organization_name": document.get("name")}
    if below == "experiments":
        return {"project_name": document.get("name")}
    own = {key: value for key, value in document.items() if not isinstance(value, list | dict)}
    if below == "runs":
        return {**own, "experiment_id": document.get("id"), "id": None, "name": None}
    if below == "emissions":
        return {**own, "run_id": document.get("run_id") or document.get("id"), "id": None}
    return {}


def _row(emission: Known, known: Known, file: TrackerFile) -> Row:
    told = {**known, **{key: value for key, value in emission.items() if value is not None}}
    row: Row = {ours: number(told.get(theirs)) for theirs, ours in NUMBERS.items()}
    row |= {column: text(told.get(column)) for column in TEXTS}
    for theirs, ours in _NAMED.items():
        if told.get(theirs) is not None:
            row[ours] = number(told[theirs]) if ours in NUMBERS.values() else text(told[theirs])
    if row["run_id"] is None:
        raise ValueError("an emission names no run_id, and stands below no run that does")
    if "timestamp" not in emission or row["duration_s"] is None:
        raise ValueError("an emission has no timestamp or no duration")
    row["tracking_mode"] = (row["tracking_mode"] or "").lower() or None
    row["organization_name"] = text(told.get("organization_name"))
    row["ended_at"] = moment_in(str(emission["timestamp"]), file.zone)
    row["started_at"] = row["ended_at"] - timedelta(seconds=row["duration_s"])
    return row | {"reading": "time_slice", "reading_note": None, "host_id": file.host_id}
