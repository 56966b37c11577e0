"""A book before it is written: its event, and the factors and entries that it holds.

Belongs here: the parts and their approval. Does not: making them (making.py), or a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ingest.arrow import Table
from ingest.book_event import Event


@dataclass(frozen=True)
class Draft:
    """A book that is not written yet; `factors` are JSON objects."""

    event: Event
    factors: Sequence[str]
    entries: Table

    def approved(self, by: str) -> Draft:
        """The same, approved now."""
        return replace(self, event=replace(self.event, approved_by=by, approved_at=now()))


def now() -> datetime:
    """This moment in UTC, without a zone, as books have it."""
    return datetime.now(UTC).replace(tzinfo=None)
