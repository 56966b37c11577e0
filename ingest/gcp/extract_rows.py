"""The rows of an extract of a BigQuery table: Parquet, newline-delimited JSON or CSV, flattened.

Every format gives the same columns: `service.id`, `service_id` and the key `id` of a `service` in
JSON are all called `service_id`. Repeated fields stay whole: as lists, or as the JSON text of one.
Belongs here: what a file is and how its records are nested. Does not: types, or which columns
count.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from ingest import parquet
from ingest.arrow import Array, RecordBatch
from ingest.csv_lines import lines_of, opened
from ingest.errors import BadInput
from ingest.gcp.json_cells import as_json, expanded
from ingest.wide_csv import open_wide

SUFFIXES = (".parquet", ".csv", ".csv.gz", ".json", ".json.gz", ".jsonl", ".jsonl.gz", ".ndjson")
EXPORT_AGAIN = "Export the table again, without a conversion in between"
_BATCH_ROWS = 32 * 1024
_LINE_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True)
class Extract:
    """An opened extract: `names` where a header or footer says them (JSON has none), its rows."""

    names: frozenset[str] | None
    batches: Iterator[Mapping[str, Array]]


@contextmanager
def open_extract(path: Path, *, name: str, lists: Collection[str]) -> Generator[Extract]:
    """Open the extract at `path`, called `name` in messages; `lists` are its repeated fields.

    Raises:
        BadInput: nothing in it, or it cannot be read; also while the batches are read.
    """
    if path.stat().st_size == 0:
        problem = "it is empty, without even a header"
        raise BadInput(name, "the whole file", problem, EXPORT_AGAIN)
    with opened(path, name=name) as handle:
        start = handle.read(4)
    if start == b"PAR1":
        with parquet.open_checked(path, name=name) as file:
            names = frozenset(_flat_names(file.schema_arrow))
            batches = parquet.batches(file, name=name, rows=_BATCH_ROWS)
            yield Extract(names, (_flat(batch) for batch in batches))
    elif start[:1] == b"{":
        with opened(path, name=name) as handle:
            yield Extract(None, _json_batches(lines_of(handle, name=name, limit=_LINE_BYTES), name))
    else:
        with open_wide(path, name=name) as text:
            names = _csv_names(text.header)
            batches = (
                expanded(
                    dict(zip(names, batch.columns, strict=True)), lists, name=name, first=first
                )
                for first, batch in _counted(text.batches)
            )
            yield Extract(frozenset(names), batches)


def flat_name(text: str) -> str:
    """The one spelling of a column: `project.id`, `project_id` and `Project.ID` are the same."""
    return text.strip().lower().replace(".", "_")


def _csv_names(header: list[str]) -> list[str]:
    """The header's names; of two `labels` a flattened `project` brought the first one."""
    names = [flat_name(text) for text in header]
    if "labels_1" in names:
        of_project = {"labels": "project_labels", "labels_1": "labels"}
        names = [of_project.get(name, name) for name in names]
    alone = {"ancestry_numbers": "project_ancestry_numbers", "ancestors": "project_ancestors"}
    return [alone.get(name, name) for name in names]


def _flat_names(schema: Any) -> list[str]:
    names: list[str] = []
    for field in schema:
        if pa.types.is_struct(field.type):
            names += [f"{flat_name(field.name)}_{inner}" for inner in _flat_names(field.type)]
        else:
            names.append(flat_name(field.name))
    return names


def _flat(batch: RecordBatch) -> dict[str, Array]:
    """Columns of plain values and lists; a record's fields under its name and theirs."""
    found: dict[str, Array] = {}
    waiting = [(flat_name(name), batch.column(at)) for at, name in enumerate(batch.schema.names)]
    while waiting:
        name, column = waiting.pop()
        if pa.types.is_struct(column.type):
            # flatten, unlike field, keeps a record that is null null in each of its fields.
            inner = zip(column.type, column.flatten(), strict=True)
            waiting += [(f"{name}_{flat_name(field.name)}", values) for field, values in inner]
        else:
            found[name] = column
    return found


def _counted(batches: Iterator[RecordBatch]) -> Iterator[tuple[int, RecordBatch]]:
    first = 0
    for batch in batches:
        if batch.num_rows:
            yield first, batch
        first += batch.num_rows


def _json_batches(lines: Iterator[str], name: str) -> Iterator[dict[str, Array]]:
    records: list[dict[str, Any]] = []
    for number, line in enumerate(lines, start=1):
        if line.isspace():
            continue
        try:
            record = as_json(line)
        except ValueError as error:
            problem = f"it is no JSON ({error})"
            raise BadInput(name, f"line {number}", problem, EXPORT_AGAIN) from None
        if not isinstance(record, dict):
            raise BadInput(name, f"line {number}", "it is no record of a table", EXPORT_AGAIN)
        records.append(_flat_record(record))
        if len(records) == _BATCH_ROWS:
            yield _columns(records)
            records = []
    if records:
        yield _columns(records)


def _flat_record(record: Mapping[str, Any], under: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in record.items():
        name = f"{under}{flat_name(key)}"
        if isinstance(value, dict):
            flat.update(_flat_record(value, f"{name}_"))
        elif isinstance(value, list):
            flat[name] = json.dumps(value, ensure_ascii=False)
        elif isinstance(value, bool):
            flat[name] = str(value).lower()
        else:
            flat[name] = value
    return flat


def _columns(records: list[dict[str, Any]]) -> dict[str, Array]:
    names = dict.fromkeys(name for record in records for name in record)
    return {name: pa.array([record.get(name) for record in records], pa.string()) for name in names}
