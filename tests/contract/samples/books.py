"""A small book: a month that two people closed, in two editions of which only one can be true."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pyarrow as pa

from ingest import parquet
from ingest.book_columns import ENTRY
from ingest.book_event import Event
from ingest.book_file import write
from ingest.book_hashes import checksum, row_hashes

SETTINGS = ""
BOOK = "0001-close-2025-10"
SLICE = f"books__{BOOK}"
_MONTH = date(2025, 10, 1)


def deliver(home: Path, *, edition: int) -> None:
    """Its one entry is of another amount in every edition."""
    write_book(home, kg=edition + 1)


def spoil(home: Path) -> None:
    """The file is cut short."""
    file = _file(home)
    file.write_bytes(file.read_bytes()[:-100])


def withdraw(home: Path) -> None:
    """The file is gone."""
    _file(home).unlink()


def touch(home: Path) -> None:
    """The same content in a newly written file."""
    file = _file(home)
    content = file.read_bytes()
    file.rename(file.with_suffix(".old"))
    file.write_bytes(content)


def write_book(
    home: Path,
    *,
    kg: int = 1,
    book_id: str = BOOK,
    sequence: int = 1,
    previous: str = "",
    approved_by: str | None = "head_of_finance",
) -> Event:
    """Write a close of October with one entry."""
    entry = {"ledger_entry_id": "a", "activity_month": _MONTH, "scope": 3, "kgco2e": kg}
    entries = pa.Table.from_pylist([entry], schema=parquet.arrow_schema(ENTRY))
    hashes = row_hashes(entries)
    entries = entries.set_column(len(ENTRY) - 1, "row_hash", pa.array(hashes))
    at = datetime(2025, 11, 5, 9)
    event = Event(
        book_id, sequence, "close_month", _MONTH, _MONTH, "acme",
        "controller", at, approved_by, at if approved_by else None, None,
        checksum(hashes, previous), previous, {"package_version": "0"},
    )  # fmt: skip
    path = home / "books" / f"{book_id}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    return write(path, event, ['{"factor_id": "grid.de", "value": 0.35}'], entries)


def _file(home: Path) -> Path:
    return home / "books" / f"{BOOK}.parquet"
