"""Which months are closed, and by which book: what all books together say.

Belongs here: reading the folder of books whole. Does not: what is published of it; readers see that
after the next run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from ingest.book_chain import chain
from ingest.book_event import Event, checksum_before, next_month
from ingest.lake import Lake
from ingest.settings import Workspace
from orchestration.books import kept

Status = Literal["soft", "hard"]


@dataclass(frozen=True)
class Closed:
    """How a month is closed; `event` is the close that holds now."""

    status: Status
    event: Event

    def __str__(self) -> str:
        return f"by {self.event.book_id}, which {self.event.approved_by} approved"


@dataclass(frozen=True)
class History:
    """The events of all books, in order."""

    events: Sequence[Event]

    @cached_property
    def closed(self) -> Mapping[date, Closed]:
        """The months that are closed now."""
        closed: dict[date, Closed] = {}
        for event in self.events:
            for month in event.months():
                if event.event_kind == "close_month":
                    closed[month] = Closed("soft", event)
                elif event.event_kind == "close_year":
                    closed[month] = Closed("hard", event)
                elif event.event_kind == "reopen":
                    closed.pop(month, None)
        return closed

    @property
    def next_sequence(self) -> int:
        """The place of the book that comes next."""
        return len(self.events) + 1

    @property
    def last_checksum(self) -> str:
        """What the book that comes next names as the checksum before it."""
        return checksum_before(self.events[-1] if self.events else None)

    def months(self, status: Status) -> list[date]:
        """The months that are closed so, in order."""
        return sorted(month for month, one in self.closed.items() if one.status == status)

    def first_open(self, begin: date) -> date:
        """The first month from `begin` on that is not closed."""
        month = begin
        while month in self.closed:
            month = next_month(month)
        return month

    def posting_month(self) -> date | None:
        """The month after the last closed one; None while none is closed."""
        return next_month(max(self.closed)) if self.closed else None


def read(workspace: Workspace) -> History:
    """The history of the workspace, every book of which is held whole.

    Raises:
        TonneError: a book was changed, lacks, or does not follow on the one before.
    """
    lake = Lake(workspace.lake)
    kept.refuse_lost(workspace)
    kept.refuse_changed(lake)
    return History(chain(workspace.books, lake))
