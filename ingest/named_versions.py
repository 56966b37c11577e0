"""The versions of slices that books name: evidence of what was closed, and never to be removed.

Belongs here: reading `slice_versions` of the events in the folder of books. Does not: whether a
book is whole, or what else it holds.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.errors import BadInput

_PREPARED = "prepared"


def named_versions(books: Path) -> dict[str, dict[str, str]]:
    """By slice and version the book that names it, of `books` and of what waits to be approved.

    Raises:
        BadInput: a book cannot be read.
    """
    named: dict[str, dict[str, str]] = {}
    for path in sorted([*books.glob("*.parquet"), *(books / _PREPARED).glob("*.parquet")]):
        for details in _details(path):
            for slice_id, version in _versions(details, path).items():
                named.setdefault(slice_id, {}).setdefault(version, f"book {path.stem}")
    return named


def _details(path: Path) -> list[str]:
    """The details of the events of a book."""
    try:
        table = pq.read_table(path, columns=["record_kind", "details"])
    except (OSError, pa.ArrowException, KeyError) as error:
        raise _unreadable(path, str(error)) from error
    rows = cast("list[dict[str, Any]]", table.to_pylist())
    return [row["details"] for row in rows if row["record_kind"] == "event" and row["details"]]


def _versions(details: str, path: Path) -> dict[str, str]:
    try:
        return dict(json.loads(details).get("slice_versions") or {})
    except (ValueError, AttributeError) as error:
        raise _unreadable(path, f"its details are no JSON object: {error}") from error


def _unreadable(path: Path, why: str) -> BadInput:
    return BadInput(
        file=str(path),
        place="details",
        problem=f"what the book names cannot be read: {why}",
        remedy="Restore the book from a copy; nothing is removed until every book can be read",
    )
