"""Read and write Parquet the same way everywhere: footers, type names, deterministic bytes.

Belongs here: what holds for any Parquet file. Does not: which columns a source promises.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.arrow import DataType, ParquetFile, RecordBatch, Schema, Table
from ingest.errors import BadInput
from ingest.stores import first_line

_CHUNK_BYTES = 4 * 1024 * 1024
ROW_GROUP_ROWS = 122_880  # what DuckDB reads at once
_WAITING_BYTES = 64 * 1024 * 1024
_FORMAT: dict[str, Any] = {"compression": "zstd", "version": "2.6", "data_page_version": "1.0"}
_SQL_TYPES: dict[str, pa.DataType] = {
    "varchar": pa.string(),
    "double": pa.float64(),
    "decimal(38, 9)": pa.decimal128(38, 9),
    "decimal(38, 12)": pa.decimal128(38, 12),
    "bigint": pa.int64(),
    "boolean": pa.bool_(),
    "timestamp": pa.timestamp("us"),
    "date": pa.date32(),
    "map(varchar, varchar)": pa.map_(pa.string(), pa.string()),
    "map(varchar, double)": pa.map_(pa.string(), pa.float64()),
    "map(varchar, decimal(38, 12))": pa.map_(pa.string(), pa.decimal128(38, 12)),
}


@dataclass(frozen=True)
class Facts:
    """What a footer says; `columns` maps name to type, `fingerprint` is a hash over both."""

    rows: int
    columns: dict[str, str]
    fingerprint: str


def arrow_schema(columns: Mapping[str, str]) -> Schema:
    """The Arrow schema of a raw contract (column to SQL type)."""
    return pa.schema([pa.field(name, _SQL_TYPES[kind]) for name, kind in columns.items()])


def open_checked(path: Path, *, name: str) -> ParquetFile:
    """Open the file at `path`, called `name` in messages.

    Raises:
        BadInput: it has no readable footer.
    """
    try:
        with pq.ParquetFile(path) as file:
            texts = [field.name for field in file.schema_arrow if pa.types.is_string(field.type)]
            # Equal texts are decoded and checked once: a bill repeats a few values endlessly.
            return pq.ParquetFile(path, metadata=file.metadata, read_dictionary=texts)
    except (pa.ArrowException, OSError) as error:
        raise BadInput(
            name,
            "the Parquet footer",
            f"it cannot be read ({first_line(error)})",
            "The file is cut short or is no Parquet: deliver it again",
        ) from error


def batches(
    file: ParquetFile, *, name: str, rows: int, columns: list[str] | None = None
) -> Iterator[RecordBatch]:
    """The rows of an open file, called `name` in messages, at most `rows` at a time.

    `columns` are those that count, by default all.

    Raises:
        BadInput: a page of it is damaged.
    """
    first = 0
    try:
        for batch in file.iter_batches(batch_size=rows, columns=columns):
            batch.validate(full=True)
            first += batch.num_rows
            yield batch
    except (pa.ArrowException, OSError) as error:
        problem = f"its data cannot be read ({first_line(error)})"
        remedy = "The file is damaged: have the provider deliver it again"
        raise BadInput(name, f"after row {first}", problem, remedy) from error


def facts_of(path: Path) -> Facts:
    """Rows and columns of a Parquet file, from its footer."""
    with pq.ParquetFile(path) as file:
        columns = {field.name: type_name(field.type) for field in file.schema_arrow}
        rows: int = file.metadata.num_rows
    text = "\n".join(f"{name} {kind}" for name, kind in columns.items())
    return Facts(rows, columns, hashlib.sha256(text.encode()).hexdigest())


def type_name(kind: DataType) -> str:
    """The Arrow type as text, alike for types that only differ in how memory holds them."""
    if pa.types.is_dictionary(kind):
        return type_name(kind.value_type)
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return "string"
    if pa.types.is_map(kind):
        return f"map<{type_name(kind.key_type)}, {type_name(kind.item_type)}>"
    return str(kind)


def write(path: Path, table: Table) -> None:
    """Write `table` to `path` in bytes that depend on its rows only."""
    pq.write_table(table, path, row_group_size=ROW_GROUP_ROWS, **_FORMAT)


class Writer:
    """Writes batches to the Parquet at `path` as they come, in bytes that depend on rows only.

    What waits for the next row group stays below `ROW_GROUP_ROWS` rows and `waiting_bytes`.
    It is whole once its `with` block ends.
    """

    def __init__(self, path: Path, schema: Schema, *, waiting_bytes: int = _WAITING_BYTES) -> None:
        self._file = pq.ParquetWriter(path, schema, **_FORMAT)
        self._schema = schema
        self._waiting_bytes = waiting_bytes
        self._waiting: list[RecordBatch] = []
        self._waits_rows = self._waits_bytes = 0
        self.rows = 0

    def add(self, batch: RecordBatch) -> None:
        """Take `batch`."""
        self._waiting.append(batch)
        self.rows += batch.num_rows
        # Counted once: many small batches may wait, and asking each for its size again takes long.
        self._waits_rows += batch.num_rows
        self._waits_bytes += batch.nbytes
        if self._waits_rows >= ROW_GROUP_ROWS or self._waits_bytes >= self._waiting_bytes:
            self._write()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if failure is None:
            self._write()
        self._file.close()

    def _write(self) -> None:
        if self._waiting:
            table = pa.Table.from_batches(self._waiting, self._schema)
            self._file.write_table(table, row_group_size=ROW_GROUP_ROWS)
            self._waiting = []
            self._waits_rows = self._waits_bytes = 0


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes, in bounded memory."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
