"""Books of an injected warehouse: closes and postings as rows, made of what its marts say.

Belongs here: the rows of a book, hashed as SQL hashes them, and building what follows. Does not:
files, checks or commands (orchestration/books), or what a test expects.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from hashlib import md5
from pathlib import Path
from typing import Any

import duckdb

from tests.injected import Row, landed_slice, replace, run_dbt, stand_in

PREPARED_BY, APPROVED_BY = "controller", "head_of_finance"

_GIVEN = ("fct_resource_estimates_daily", "int_provider_emissions_unioned")
_OF_FACTORS = "every_entry_names_a_factor"
_NOT_OWN = ("book", "book_id", "adjustment_kind", "row_hash")
_IN_A_BOOK = {"entity_id": "entry_entity_id", "reason": "entry_reason"}
_SLICES = """
(select string_agg(distinct slice_id, ',' order by slice_id)
 from marts.bridge_ledger_slice_sets as sets where sets.slice_set_id = given.slice_set_id)
"""


def close(database: Path, first: date, last: date, kind: str = "close_month") -> str:
    """Close the months from `first` to `last` over what the ledger says of them; the book's id."""
    return _write(
        database, kind, first, last,
        f"select given.*, {_SLICES} as slice_ids from marts.fct_carbon_ledger as given "
        f"where activity_month between '{first}' and '{last}'",
    )  # fmt: skip


def reopen(database: Path, month: date) -> str:
    """Open a month again; the book's id."""
    return _write(database, "reopen", month, month, "select * from marts.fct_carbon_ledger limit 0")


def post(database: Path, first: date, last: date, *, where: str = "is_due") -> str:
    """Post what waits; the book's id."""
    return _write(
        database, "posting", first, last,
        f"select * exclude (adjustment_id), adjustment_id as ledger_entry_id, "
        f"{_SLICES} as slice_ids, "
        f"cast(date '{last}' + interval 1 month as date) as posting_month "
        f"from marts.fct_pending_adjustments as given where {where}",
    )  # fmt: skip


def rebuild(database: Path, figures: Sequence[Row] | None = None, *, code: int | None = 0) -> str:
    """Build what follows from the rows, data tests included; `figures` take the clouds' place."""
    if figures is not None:
        with duckdb.connect(str(database)) as connection:
            replace(connection, f"intermediate.{_GIVEN[1]}", figures)
            slices = sorted({row["slice_id"] for row in figures})
            replace(connection, "raw.slices", [landed_slice(slice_id) for slice_id in slices])
    followed = [f"{name}+" for name in (*_GIVEN, "stg_lake__slices", "stg_organisation__books")]
    return run_dbt(
        database, "build", "--select", *followed,
        "--exclude", *_GIVEN, "test_type:unit", _OF_FACTORS, code=code,
    )  # fmt: skip


def _write(database: Path, kind: str, first: date, last: date, query: str) -> str:
    with duckdb.connect(str(database)) as connection:
        if connection.execute(
            "select 1 from duckdb_views() where schema_name = 'raw' and view_name = 'books'"
        ).fetchall():
            stand_in(connection, "books")
        entries = [_entry(row, kind, connection) for row in _rows(connection, query)]
        before = _rows(
            connection, "select sequence, checksum from raw.books where record_kind = 'event' "
            "order by sequence desc limit 1"
        )  # fmt: skip
        sequence = before[0]["sequence"] + 1 if before else 1
        book_id = f"{sequence:04}-{kind}-{first:%Y-%m}"
        for entry in entries if kind == "posting" else []:
            entry["ledger_entry_id"] = f"{book_id} {entry['ledger_entry_id']}"
            entry["row_hash"] = row_hash(entry, _own(connection))
        previous = before[0]["checksum"] if before else ""
        header: Row = {
            "book_id": book_id, "sequence": sequence, "event_kind": kind,
            "period_start": first, "period_end": last, "entity_id": "unregistered",
            "prepared_by": PREPARED_BY, "prepared_at": datetime(2026, 7, 1),
            "approved_by": APPROVED_BY, "approved_at": datetime(2026, 7, 2), "reason": f"a {kind}",
            "checksum": checksum(entries, previous), "previous_checksum": previous,
        }  # fmt: skip
        told = json.dumps({"slice_versions": _versions(connection)})
        _insert(connection, {**header, "record_kind": "event", "details": told})
        for entry in entries:
            _insert(connection, {**header, **entry, "record_kind": "entry"})
    return book_id


def row_hash(entry: Row, own: Sequence[str]) -> str:
    """Of an entry: its own columns as text."""
    return _md5("|".join(_text(entry[_IN_A_BOOK.get(column, column)]) for column in own))


def checksum(entries: Sequence[Row], previous: str) -> str:
    """Of a book: the hashes of its entries and the checksum before."""
    return _md5(f"{','.join(sorted(entry['row_hash'] for entry in entries))}|{previous}")


def _entry(row: Row, kind: str, connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    kept = (*_own(connection), "slice_ids", "adjustment_kind", "row_hash")
    entry = {_IN_A_BOOK.get(name, name): row.get(name) for name in kept}
    return {**entry, "entry_reason": None} if kind == "reopen" else entry


def _own(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The ledger's own columns, in its order."""
    described = connection.execute("describe marts.fct_carbon_ledger").fetchall()
    return [row[0] for row in described if row[0] not in _NOT_OWN]


def _versions(connection: duckdb.DuckDBPyConnection) -> Mapping[str, str]:
    query = "select slice_id, slice_version from marts.dim_slice where is_current"
    return dict(connection.execute(query).fetchall())


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _insert(connection: duckdb.DuckDBPyConnection, row: Row) -> None:
    marks = ", ".join("?" for _ in row)
    connection.execute(
        f"insert into raw.books ({', '.join(row)}) values ({marks})", list(row.values())
    )


def _text(value: Any) -> str:
    if value is None:
        return "~"
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _md5(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()
