"""OpenCost allocations: what each pod took of its node, as the API or the exporter tells it.

Belongs here: the kind, one slice per file, the checks on rows. Does not: shapes of allocations
(opencost_rows.py). OpenCost's CSV names no node, so no share of one can be taken from it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pyarrow as pa

from ingest import parquet
from ingest.csv_lines import opened
from ingest.errors import BadInput
from ingest.manifests import LakeInput
from ingest.objects import Place, files_of, open_place
from ingest.source import Fetched, FetchedFile, SliceRef, Source, slice_name
from ingest.telemetry.opencost_rows import Row, of_answer, of_table

_SUFFIXES = (".json", ".json.gz", ".parquet", ".csv", ".csv.gz")
_BATCH_ROWS = 32 * 1024
_LIMIT_BYTES = 512 * 1024 * 1024
_REMEDY = "Export it again: /allocation?window=…&step=1d&accumulate=false, or the Parquet exporter"


class OpenCost(Source):
    """A folder of exported files that `uri` points at."""

    kind = "opencost"
    columns: ClassVar[Mapping[str, str]] = {
        "cluster": "varchar",
        "node": "varchar",
        "node_provider_id": "varchar",
        "namespace": "varchar",
        "controller_kind": "varchar",
        "controller": "varchar",
        "pod": "varchar",
        "window_start": "timestamp",
        "window_end": "timestamp",
        "cpu_core_hours": "double",
        "gpu_hours": "double",
        "ram_byte_hours": "double",
        "tags": "map(varchar, varchar)",
    }

    def slices(self) -> Iterator[SliceRef]:
        """One slice per file; its signal is the file's ETag and size."""
        place = self._place()
        for stored in files_of(self.config, place, _SUFFIXES):
            stem = re.sub(r"\.(csv|parquet|json)(\.gz)?$", "", stored.key, flags=re.I)
            slice_id = f"{self.name}__{slice_name(stem.replace('/', '_'))}"
            yield SliceRef(slice_id, (), stored.signal, place.uri_of(stored.key))

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Keep the file's bytes and write its allocations, a Parquet per month."""
        place = self._place()
        key = ref.uri.removeprefix(f"{place.uri}/")
        kept = into / "source" / Path(key).name
        copied = place.download(key, kept)
        name = copied.uri.removeprefix("file://")
        months: dict[str, list[Row]] = {}
        for number, row in enumerate(_rows(kept, name), start=1):
            months.setdefault(_month(row, f"allocation {number}", name), []).append(row)
        files: list[FetchedFile] = []
        schema = parquet.arrow_schema(self.columns)
        for month, rows in sorted(months.items()):
            target = into / f"{month}.parquet"
            parquet.write(target, pa.Table.from_pylist(rows, schema=schema))
            files.append(FetchedFile(target, month))
        told = LakeInput(uri=copied.uri, bytes=copied.bytes, sha256=copied.sha256)
        return Fetched(tuple(files), (told,), sum(map(len, months.values())))

    def _place(self) -> Place:
        return open_place(self.config, self.workspace.home, files=_SUFFIXES)


def _rows(kept: Path, name: str) -> Iterator[Row]:
    if ".csv" in kept.name.lower():
        problem = "OpenCost's CSV names no node, and no share of one can be taken from it"
        raise BadInput(name, "the header", problem, _REMEDY)
    if kept.name.lower().endswith(".parquet"):
        with parquet.open_checked(kept, name=name) as file:
            for batch in parquet.batches(file, name=name, rows=_BATCH_ROWS):
                for record in batch.to_pylist():
                    yield from of_table(record)
        return
    try:
        with opened(kept, name=name) as handle:
            content = handle.read(_LIMIT_BYTES)
        yield from of_answer(json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError, EOFError) as error:
        problem = f"it is no answer of OpenCost ({type(error).__name__}: {error})"
        raise BadInput(name, "the whole file", problem, _REMEDY) from None


def _month(row: Row, where: str, name: str) -> str:
    """The month of an allocation, once it is checked: a day at most, no hours below zero."""
    start: Any = row["window_start"]
    end: Any = row["window_end"]
    if start is None or end is None or not timedelta() < end - start <= timedelta(days=1):
        problem = f"its window is {start} to {end}, where a day at most is promised"
        raise BadInput(name, f"{where}, window", problem, _REMEDY)
    for column in ("cpu_core_hours", "gpu_hours", "ram_byte_hours"):
        value: Any = row[column]
        if value is not None and not 0 <= value < float("inf"):
            problem = f"{value} is no number of hours"
            raise BadInput(name, f"{where}, {column}", problem, _REMEDY)
    return f"{start:%Y-%m}"
