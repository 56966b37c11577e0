"""Writes a book, or a close that waits for a second person: all of it, or nothing.

Belongs here: temporary names, the rename that commits, points to die at. Does not: what is written.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from ingest import crash, durable
from ingest.book_chain import SUFFIX
from ingest.book_event import Event
from ingest.book_file import verified, write
from ingest.errors import TonneError
from ingest.settings import Workspace
from orchestration.books.drafts import Draft


def prepared_file(workspace: Workspace, slug: str) -> Path:
    """Where a close of the period `slug` waits for a second person."""
    return workspace.books / "prepared" / f"{slug}{SUFFIX}"


def keep_prepared(workspace: Workspace, slug: str, made: Draft) -> Event:
    """Write what waits, in the place of what waited before."""
    return _written(prepared_file(workspace, slug), made, "prepared")


def commit(workspace: Workspace, made: Draft) -> Event:
    """Write a book: with its final name it is decided, before that nothing is.

    Raises:
        TonneError: there is a book of this name.
    """
    target = workspace.books / f"{made.event.book_id}{SUFFIX}"
    if target.exists():
        raise TonneError(f"{target} exists already.")
    return _written(target, made, "book")


def drop_prepared(workspace: Workspace, slug: str) -> None:
    """What waited is a book now."""
    prepared_file(workspace, slug).unlink(missing_ok=True)
    crash.point("after_prepared_is_dropped")


def clear_leftovers(workspace: Workspace) -> None:
    """Remove what writers left that were killed; the caller is the only writer."""
    for leftover in workspace.books.rglob(f"{durable.TEMPORARY}*"):
        leftover.unlink(missing_ok=True)


def _written(target: Path, made: Draft, what: str) -> Event:
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f"{durable.TEMPORARY}{secrets.token_hex(8)}")
    event = write(temporary, made.event, made.factors, made.entries)
    crash.point(f"inside_{what}")
    durable.sync_file(temporary)
    verified(temporary, name=str(target))  # as the door will: what it refuses is never decided
    crash.point(f"before_{what}")
    temporary.replace(target)
    crash.point(f"after_{what}")
    durable.sync_folder(target.parent)
    return event
