"""Rows of Google's tables as files of every format that their extracts come in.

Belongs here: writing. Does not: what a row holds (samples/), reading.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Row = dict[str, Any]
_MOMENTS = ("usage_start_time", "usage_end_time", "export_time")


def as_parquet(rows: Sequence[Row]) -> bytes:
    """As BigQuery exports it: records and lists nested, moments typed."""
    table = pa.Table.from_pylist([dict(row) for row in rows])
    for name in _MOMENTS:
        if name in table.column_names:
            texts = [text.removesuffix(" UTC") for text in table[name].to_pylist()]
            moments = pa.array(texts).cast(pa.timestamp("us")).cast(pa.timestamp("us", tz="UTC"))
            table = table.set_column(table.column_names.index(name), name, moments)
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    return sink.getvalue().to_pybytes()


def as_json(rows: Sequence[Row]) -> bytes:
    """Newline-delimited, nulls left out, as BigQuery exports it."""
    given = [{key: value for key, value in row.items() if value is not None} for row in rows]
    return "".join(f"{json.dumps(row)}\n" for row in given).encode()


def as_dotted_csv(rows: Sequence[Row]) -> bytes:
    """A record's fields as `record.field`, lists as JSON text."""
    return _csv([_flat(row, ".") for row in rows])


def as_flat_csv(rows: Sequence[Row]) -> bytes:
    """A record's fields as `record_field`, lists as JSON text."""
    return _csv([_flat(row, "_") for row in rows])


def as_csv_of_json(rows: Sequence[Row]) -> bytes:
    """Every record and list as the JSON text of it, in one cell."""
    return _csv([{key: _cell(value) for key, value in row.items()} for row in rows])


def put(home: Path, key: str, content: bytes) -> Path:
    """Write `content` under clouds/google, packed where the key ends in .gz."""
    file = home / "clouds/google" / key
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(content, mtime=0) if key.endswith(".gz") else content)
    return file


def _flat(row: Row, between: str, under: str = "") -> Row:
    flat: Row = {}
    for key, value in row.items():
        if isinstance(value, dict):
            flat |= _flat(value, between, f"{under}{key}{between}")
        else:
            flat[f"{under}{key}"] = _cell(value)
    return flat


def _cell(value: object) -> object:
    return json.dumps(value) if isinstance(value, list | dict) else value


def _csv(rows: Sequence[Row]) -> bytes:
    out = io.StringIO(newline="")
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(out, names, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
