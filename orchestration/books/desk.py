"""Where a book is written: one workspace, alone, with its history and what is published of it.

Belongs here: the writer's lock around it, and that all books there are stand published. Does not:
what is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from ingest.book_chain import slice_id_of
from ingest.errors import TonneError
from ingest.settings import Workspace, load_settings
from orchestration.books import history, published_ledger, writing
from orchestration.books.drafts import now
from orchestration.books.history import History
from orchestration.books.order import Span
from orchestration.lock import WriterLock
from orchestration.progress import Progress


@dataclass(frozen=True)
class Desk:
    """What the commands that write a book work with."""

    workspace: Workspace
    history: History
    published: duckdb.DuckDBPyConnection
    progress: Progress

    def span(self) -> Span:
        """The months of the published ledger, and today."""
        first, last = published_ledger.span(self.published)
        return Span(first, last, now().date())


@contextmanager
def alone(workspace: Workspace, progress: Progress, *, wait_seconds: float = 0) -> Iterator[Desk]:
    """The desk, under the writer's lock until the block ends.

    Raises:
        Busy: another process writes the workspace.
        TonneError: the books are not whole, or nothing that holds all of them is published.
    """
    load_settings(workspace.home)
    lock = WriterLock(workspace.state)
    lock.take(wait_seconds=wait_seconds, on_wait=progress.say)
    try:
        writing.clear_leftovers(workspace)
        progress.at("Books", "reading the books", 0, 3)
        told = history.read(workspace)
        with published_ledger.opened(workspace) as published:
            _hold_published(told, published)
            progress.at("Books", "", 1, 3)
            yield Desk(workspace, told, published, progress)
        progress.at("Books", "", 3, 3)
    finally:
        lock.release()


def _hold_published(told: History, published: duckdb.DuckDBPyConnection) -> None:
    """Hold that what is published was made of every book there is.

    Raises:
        TonneError: a run was cut short after a book was written.
    """
    shown = published_ledger.book_slices(published)
    for event in told.events:
        if slice_id_of(event.book_id) not in shown:
            raise TonneError(
                f"{event.book_id} is not in what is published yet. `tonne run` publishes it; "
                "then try again."
            )
