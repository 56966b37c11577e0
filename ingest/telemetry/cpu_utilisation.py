"""CPU utilisation from files: a plain CSV or Parquet, or what the clouds' monitors export as JSON.

Belongs here: the kind, one slice per file, reading CSV and Parquet. Does not: the monitors' JSON
(metric_exports.py), the checks on rows (utilisation.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa

from ingest import parquet, parquet_check
from ingest.arrow import RecordBatch
from ingest.csv_lines import opened
from ingest.errors import BadInput
from ingest.focus_values import MisfitError, typed
from ingest.manifests import LakeInput
from ingest.objects import Place, files_of, open_place
from ingest.source import Fetched, SliceRef, Source, slice_name
from ingest.telemetry.metric_exports import measurements
from ingest.typed_csv import CsvContract, read_typed
from ingest.utilisation import COLUMNS, REQUIRED, Months, batch_of

_SUFFIXES = (".csv", ".csv.gz", ".parquet", ".json", ".json.gz", ".jsonl", ".jsonl.gz")
_BATCH_ROWS = 32 * 1024
_EXPORT_AGAIN = "Export the file again"

Part = tuple[RecordBatch, Callable[[int], str]]
"""Some rows, and where each stands."""


class CpuUtilisation(Source):
    """A folder of files, or a single one, that `uri` points at."""

    kind = "cpu_utilisation"
    columns = COLUMNS

    def slices(self) -> Iterator[SliceRef]:
        """One slice per file; its signal is the file's ETag and size."""
        place = self._place()
        for stored in files_of(self.config, place, _SUFFIXES):
            stem = re.sub(r"\.(csv|parquet|jsonl?)(\.gz)?$", "", stored.key, flags=re.I)
            slice_id = f"{self.name}__{slice_name(stem)}"
            yield SliceRef(slice_id, (), stored.signal, place.uri_of(stored.key))

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Keep the file's bytes and write its rows, a Parquet per month."""
        place = self._place()
        key = ref.uri.removeprefix(f"{place.uri}/")
        kept = into / "source" / Path(key).name
        copied = place.download(key, kept)
        name = copied.uri.removeprefix("file://")
        with Months(into, name) as months:
            for batch, where in _parts(kept, name):
                months.add(batch, where)
        told = LakeInput(uri=copied.uri, bytes=copied.bytes, sha256=copied.sha256)
        return Fetched(months.files(), (told,), months.rows)

    def _place(self) -> Place:
        return open_place(self.config, self.workspace.home, files=_SUFFIXES)


def _parts(kept: Path, name: str) -> Iterator[Part]:
    lower = kept.name.lower()
    if lower.endswith(".parquet"):
        yield from _parquet_parts(kept, name)
    elif ".csv" in lower:
        contract = CsvContract(name, COLUMNS, REQUIRED)
        for batch in read_typed(kept, contract):
            yield batch.columns, lambda row, lines=batch.lines: f"line {lines[row]}"
    else:
        with opened(kept, name=name) as handle:
            rows: list[dict[str, object]] = []
            for row in measurements(handle, name=name):
                rows.append(row)
                if len(rows) == _BATCH_ROWS:
                    yield batch_of(rows), _place_in(rows)
                    rows = []
            if rows:
                yield batch_of(rows), _place_in(rows)


def _place_in(rows: list[dict[str, object]]) -> Callable[[int], str]:
    return lambda row: f"{rows[row]['resource_id']}, {rows[row]['interval_start']}"


def _parquet_parts(kept: Path, name: str) -> Iterator[Part]:
    with parquet.open_checked(kept, name=name) as file:
        parquet_check.check_columns(file, name=name, columns=COLUMNS, minimum=sorted(REQUIRED))
        held = file.schema_arrow.names
        schema = parquet.arrow_schema(COLUMNS)
        first = 0
        for batch in parquet.batches(file, name=name, rows=_BATCH_ROWS):
            columns: list[pa.Array] = []
            for field in schema:
                if field.name not in held:
                    columns.append(pa.nulls(batch.num_rows, field.type))
                    continue
                values = batch.column(field.name)
                try:
                    whole = COLUMNS[field.name] == "bigint"
                    columns.append(
                        values.cast(field.type) if whole else typed(values, COLUMNS[field.name])
                    )
                except MisfitError as error:
                    place = f"row {first + error.index + 1}, column {field.name}"
                    raise BadInput(name, place, str(error), _EXPORT_AGAIN) from None
            made = pa.RecordBatch.from_arrays(columns, schema=schema)
            yield made, lambda row, at=first: f"row {at + row + 1}"
            first += batch.num_rows
