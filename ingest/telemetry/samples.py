"""Raw samples of any telemetry as the lake holds them: one row shape, whoever measured.

Belongs here: the columns, what identifies a series, the Parquet of a day. Does not: any exporter's
names, and no difference between two samples: energy is computed from the raw samples, in SQL.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Literal

import pyarrow as pa

from ingest import parquet
from ingest.arrow import Array, DataType, RecordBatch
from ingest.arrow import compute as pc

COLUMNS: Mapping[str, str] = {
    "day": "date",
    "series_id": "varchar",
    "sampled_at": "timestamp",
    "value": "double",
    "quantity": "varchar",
    "unit": "varchar",
    "counter_kind": "varchar",
    "max_range": "double",
    "host_id": "varchar",
    "device_kind": "varchar",
    "device_id": "varchar",
    "parent_device_id": "varchar",
    "slice_profile": "varchar",
    "namespace": "varchar",
    "pod": "varchar",
    "container": "varchar",
    "job_id": "varchar",
    "workload_state": "varchar",
    "energy_zone": "varchar",
    "exporter": "varchar",
    "exporter_version": "varchar",
    "metric": "varchar",
    "sample_interval_s": "double",
    "labels": "varchar",
}
SCHEMA = parquet.arrow_schema(COLUMNS)
_BATCH_ROWS = 16 * 1024

Quantity = Literal["energy", "power", "utilisation", "clock"]
CounterKind = Literal["rapl_wrap", "monotonic_reset", "software_total", "gauge"]


def series_id(metric: str, labels: Mapping[str, str], host_id: str | None) -> str:
    """What one series is called: 16 hex digits of its metric, its labels and its host."""
    text = json.dumps([metric, sorted(labels.items()), host_id], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True)
class Series:
    """Everything that the samples of one series have in common; `max_range` is in `unit`."""

    metric: str
    quantity: Quantity
    unit: str
    counter_kind: CounterKind
    host_id: str | None
    device_kind: str
    device_id: str | None
    exporter: str
    sample_interval_s: float | None
    exporter_version: str | None = None
    max_range: float | None = None
    parent_device_id: str | None = None
    slice_profile: str | None = None
    namespace: str | None = None
    pod: str | None = None
    container: str | None = None
    job_id: str | None = None
    workload_state: str | None = None
    energy_zone: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict[str, str], hash=False)

    @cached_property
    def series_id(self) -> str:
        """The same for the same metric, labels and host, whatever else is known of them."""
        return series_id(self.metric, self.labels, self.host_id)

    @cached_property
    def row(self) -> Mapping[str, object]:
        """The columns that every sample of it repeats."""
        labels = json.dumps(dict(sorted(self.labels.items())), ensure_ascii=False)
        return asdict(self) | {"labels": labels, "series_id": self.series_id}


class DayOfSamples:
    """The samples of one slice, in 16 bytes each, until they are written by series and time.

    A slice holds its UTC `day` and, of each series, the last sample before it and the first after.
    """

    def __init__(self, day: date) -> None:
        self.day = day
        self.rows = 0
        self._parts: dict[Series, list[tuple[Array, Array]]] = {}

    def add(
        self,
        series: Series,
        sampled_at: Sequence[datetime] | Array,
        values: Sequence[float | None] | Array,
    ) -> None:
        """Take samples of `series` in any order: moments in UTC; a blank reading is None."""
        moments = pa.array(sampled_at, pa.timestamp("us"))
        numbers = pa.array(values, pa.float64())
        if len(moments) != len(numbers):
            raise ValueError(f"{len(moments)} moments and {len(numbers)} values")
        if len(moments):
            self._parts.setdefault(series, []).append((moments, numbers))
            self.rows += len(moments)

    def write(self, path: Path) -> None:
        """Write the Parquet at `path`, in bytes that depend on the samples only."""
        with parquet.Writer(path, SCHEMA) as writer:
            for batch in self._batches():
                writer.add(batch)

    def _batches(self) -> Iterator[RecordBatch]:
        for series in sorted(self._parts, key=lambda one: (one.series_id, str(one.row))):
            parts = self._parts[series]
            table = pa.table(
                {
                    "sampled_at": pa.chunked_array([moments for moments, _ in parts]),
                    "value": pa.chunked_array([numbers for _, numbers in parts]),
                }
            )
            order = [("sampled_at", "ascending"), ("value", "ascending")]
            table = table.take(pc.sort_indices(table, sort_keys=order)).combine_chunks()
            for batch in table.to_batches(_BATCH_ROWS):
                yield batch_of(self.day, series, batch.column(0), batch.column(1))


def batch_of(day: date, series: Series, sampled_at: Array, values: Array) -> RecordBatch:
    """Rows of the contract for samples of one series in the slice of `day`."""
    own = {"day": day, **series.row}
    given = {"sampled_at": sampled_at, "value": values}
    columns = [
        given[one.name] if one.name in given else _repeated(own[one.name], one.type, len(values))
        for one in SCHEMA
    ]
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)


def _repeated(value: object, kind: DataType, times: int) -> Array:
    return pa.nulls(times, kind) if value is None else pa.repeat(pa.scalar(value, kind), times)
