"""A book as a file: written of an event, its factors and its entries; read back and held whole.

Belongs here: rows to Parquet and back, and whether a file is what was written. Does not: the chain
(book_chain.py), or what a book decides.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingest import parquet
from ingest.arrow import Table
from ingest.arrow import compute as pc
from ingest.book_columns import COLUMNS, HEADER
from ingest.book_event import Event, event_of
from ingest.book_hashes import checksum, row_hashes, seal
from ingest.errors import BadInput

_SCHEMA = parquet.arrow_schema(COLUMNS)
_TYPES = {one.name: parquet.type_name(one.type) for one in _SCHEMA}
_RESTORE = "Put the file back as it was written: from a copy, or from the lake where it landed"
_OF_A_ROW = ("record_kind", "details")


@dataclass
class _Held:
    """What the rows read so far hold."""

    events: int = 0
    factors: list[str] = field(default_factory=list[str])
    hashes: list[str] = field(default_factory=list[str])


def write(path: Path, event: Event, factors: Sequence[str], entries: Table) -> Event:
    """Write a book: the event, sealed; `factors`, each a JSON; `entries` with the columns ENTRY.

    Returns:
        The event with its seal.
    """
    mark = seal(event.unsealed(), factors)
    sealed = replace(event, details={**event.details, "seal": mark})
    said = json.dumps(sealed.details, sort_keys=True, default=str, ensure_ascii=False)
    told = [("event", said), *(("factor", one) for one in factors)]
    rows = [{**sealed.header(), "record_kind": kind, "details": text} for kind, text in told]
    with parquet.Writer(path, _SCHEMA) as out:
        out.add(pa.RecordBatch.from_pylist(rows, schema=_SCHEMA))
        for batch in entries.to_batches(max_chunksize=parquet.ROW_GROUP_ROWS):
            header = {**sealed.header(), "record_kind": "entry", "details": None}
            columns = [
                pa.repeat(pa.scalar(header[one.name], one.type), batch.num_rows)
                if one.name in HEADER
                else batch.column(one.name).cast(one.type)
                for one in _SCHEMA
            ]
            out.add(pa.RecordBatch.from_arrays(columns, schema=_SCHEMA))
    return sealed


def hashes_in(path: Path) -> list[str]:
    """The row hashes of the entries of a book that was held whole."""
    with pq.ParquetFile(path) as file:
        read: list[str | None] = file.read(columns=["row_hash"]).column(0).to_pylist()
    return [one for one in read if one is not None]


def event_in(path: Path, *, name: str) -> Event:
    """What the first row of the file at `path`, called `name` in messages, says.

    Raises:
        BadInput: it is no event, or the file cannot be read.
    """
    with parquet.open_checked(path, name=name) as file:
        types = {one.name: parquet.type_name(one.type) for one in file.schema_arrow}
        _hold(types == _TYPES, name, "the columns", "their names or types are not those of a book")
        first = next(parquet.batches(file, name=name, rows=1), None)
    rows = first.to_pylist() if first is not None else []
    _hold(bool(rows) and rows[0]["record_kind"] == "event", name, "row 1", "it is no event")
    try:
        return event_of(rows[0])
    except (TypeError, ValueError) as error:
        raise BadInput(name, "row 1, column details", str(error), _RESTORE) from error


def verified(path: Path, *, name: str) -> Event:
    """The event of the file at `path`, called `name` in messages, once all of it is held.

    Raises:
        BadInput: it is not what was written; the message says where.
    """
    event = event_in(path, name=name)
    held = _Held()
    with parquet.open_checked(path, name=name) as file:
        for batch in parquet.batches(file, name=name, rows=parquet.ROW_GROUP_ROWS):
            _hold_rows(event, pa.Table.from_batches([batch]).cast(_SCHEMA), held, name)
    _hold(held.events == 1, name, "column record_kind", f"it holds {held.events} events")
    made = checksum(held.hashes, event.previous_checksum)
    _hold(made == event.checksum, name, "checksum", "entries were added or removed")
    made = seal(event.unsealed(), held.factors)
    _hold(made == event.details.get("seal"), name, "seal", "the event or a factor was changed")
    return event


def _hold_rows(event: Event, rows: Table, held: _Held, name: str) -> None:
    """Hold some rows against the event, and each entry against its own hash."""
    header = event.header()
    for column in (one for one in HEADER if one not in _OF_A_ROW):
        said = set(pc.unique(rows.column(column)).to_pylist())
        _hold(said <= {header[column]}, name, f"column {column}", "rows say something else")
    kinds = rows.column("record_kind")
    entries = rows.filter(pc.equal(kinds, "entry"))
    factors = rows.filter(pc.equal(kinds, "factor"))
    held.events += rows.num_rows - entries.num_rows - factors.num_rows
    held.factors += factors.column("details").to_pylist()
    told = entries.column("row_hash").to_pylist()
    for number, (made, written) in enumerate(zip(row_hashes(entries), told, strict=True)):
        place = f"entry {len(held.hashes) + number + 1}"
        _hold(made == written, name, place, "it was changed: its row_hash is of another row")
    held.hashes += told


def _hold(holds: bool, name: str, place: str, problem: str) -> None:
    if not holds:
        raise BadInput(name, place, problem, _RESTORE)
