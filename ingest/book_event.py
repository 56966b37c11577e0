"""What a book decides: months closed, a year closed, a month opened again, or entries posted.

Belongs here: the event and its name. Does not: rows, files, or whether it may be decided.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

_IN_A_NAME = {
    "close_month": "close",
    "close_year": "close",
    "reopen": "reopen",
    "posting": "posting",
}
_NAME = re.compile(r"(\d{4,})-(close|reopen|posting)-\d{4}(-\d{2}(_\d{4}-\d{2})?)?")
_FIRST_PREVIOUS = ""
"""What the first book names as the checksum before it."""


@dataclass(frozen=True)
class Event:
    """The event of a book; `period_*` are first days of months, moments are UTC without a zone.

    `approved_*` are empty while a close waits for a second person.
    """

    book_id: str
    sequence: int
    event_kind: str
    period_start: date
    period_end: date
    entity_id: str
    prepared_by: str
    prepared_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    reason: str | None
    checksum: str
    previous_checksum: str
    details: Mapping[str, Any]

    def months(self) -> Iterator[date]:
        """The first day of every month of the period."""
        month = self.period_start
        while month <= self.period_end:
            yield month
            month = next_month(month)

    def header(self) -> dict[str, Any]:
        """The columns that stand on every row of the book."""
        return {name: value for name, value in asdict(self).items() if name != "details"}

    def unsealed(self) -> dict[str, Any]:
        """All that it says, but for the seal over it."""
        details = {name: value for name, value in self.details.items() if name != "seal"}
        return {**self.header(), "details": details}


def event_of(row: Mapping[str, Any]) -> Event:
    """The event that a row of kind `event` holds.

    Raises:
        ValueError: the details are no JSON object.
        TypeError: a column is missing.
    """
    details = json.loads(row["details"] or "null")
    if not isinstance(details, dict):
        raise ValueError("its details are no JSON object")
    names = (name for name in Event.__dataclass_fields__ if name != "details")
    return Event(**{name: row[name] for name in names}, details=details)


def name_of(sequence: int, event_kind: str, slug: str) -> str:
    """The id of a book, which is its file's name as well: `0001-close-2025-10`."""
    return f"{sequence:04}-{_IN_A_NAME[event_kind]}-{slug}"


def sequence_of(book_id: str) -> int | None:
    """The place of a book in the chain, by its name; None if it is no book's name."""
    found = _NAME.fullmatch(book_id)
    return int(found[1]) if found else None


def checksum_before(event: Event | None) -> str:
    """What a book that follows `event` names as the checksum before it."""
    return event.checksum if event else _FIRST_PREVIOUS


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
