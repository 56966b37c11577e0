"""CodeCarbon's emissions.csv as rows: whole rows, rows that lost cells, rows of old versions.

Belongs here: one file's rows and which of them cannot be read. Does not: the API's JSON
(codecarbon_api.py), or which rows repeat each other (SQL).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from ingest.csv_lines import opened
from ingest.csv_records import each_record
from ingest.errors import BadInput
from ingest.telemetry.trackers.codecarbon_columns import NUMBERS, REQUIRED, TEXTS, fits
from ingest.telemetry.trackers.files import Row, TrackerFile
from ingest.telemetry.trackers.moments import moment_in, number, text
from ingest.telemetry.trackers.short_rows import repaired

_MUST_BE_CLEAR = (
    "timestamp", "run_id", "duration", "cpu_energy", "gpu_energy", "ram_energy", "energy_consumed",
    "codecarbon_version", "tracking_mode", "pue",
)  # fmt: skip
_REMEDY = "Take the line out, or put its empty cells back; what was landed before stays"


def of_csv(file: TrackerFile) -> Iterator[Row]:
    """The rows of an emissions file, a task file or a `.bak` of either.

    Raises:
        BadInput: it is no such file, or a line of it can be read in two ways.
    """
    with opened(file.path, name=file.name) as handle:
        records = each_record(handle, name=file.name)
        _, header = next(records, (1, []))
        names = [name.strip() for name in header]
        _check_header(names, file.name)
        for line, cells in records:
            place = f"line {line}"
            note = None if len(cells) == len(names) else "repaired_short_row"
            told = _laid(names, cells, place, file.name)
            try:
                yield _row(told, file) | {"source_place": place, "reading_note": note}
            except ValueError as error:
                raise BadInput(file.name, place, str(error), _REMEDY) from None


def _check_header(names: list[str], name: str) -> None:
    absent = [column for column in REQUIRED if column not in names]
    if "run_id" not in names and "experiment_id" not in names:
        absent.append("run_id")
    if absent:
        problem = f"the header lacks {', '.join(absent)}: it is no emissions file of CodeCarbon"
        raise BadInput(name, "line 1", problem, "Point uri at files that CodeCarbon wrote")
    twice = sorted({column for column in names if names.count(column) > 1})
    if twice:
        raise BadInput(name, "line 1", f"{twice[0]} is there twice", "Remove one")


def _laid(names: list[str], cells: list[str], place: str, name: str) -> Mapping[str, str]:
    """The cells by the column that each stands in."""
    if len(cells) == len(names):
        for column, cell in zip(names, cells, strict=True):
            if cell.strip() and not fits(column, cell):
                problem = f"{cell!r} is no {column}"
                raise BadInput(name, f"{place}, column {column}", problem, _REMEDY)
        return dict(zip(names, cells, strict=True))
    short = f"the line has {len(cells)} cells under a header of {len(names)}"
    if len(cells) > len(names):
        raise BadInput(name, place, short, _REMEDY)
    found = repaired(names, cells)
    if found is None:
        raise BadInput(name, place, f"{short}, and they do not fit under it", _REMEDY)
    unclear = [column for column in _MUST_BE_CLEAR if column in found.unclear]
    if unclear:
        problem = f"{short}, and it can be read in two ways ({', '.join(unclear)})"
        raise BadInput(name, place, problem, _REMEDY)
    return found.cells


def _row(told: Mapping[str, str], file: TrackerFile) -> Row:
    row: Row = {ours: number(told.get(theirs)) for theirs, ours in NUMBERS.items()}
    row |= {column: text(told.get(column)) for column in TEXTS}
    # The first versions called the run an experiment.
    if "run_id" not in told:
        row["run_id"], row["experiment_id"] = row["experiment_id"], None
    if row["duration_s"] is None:
        raise ValueError("its duration is empty, and a run lasts")
    row["ended_at"] = moment_in(told["timestamp"], file.zone)
    row["started_at"] = row["ended_at"] - timedelta(seconds=row["duration_s"])
    row["reading"] = "task" if "task_name" in told else "run_total"
    row["host_id"] = file.host_id
    return row
