"""The books of a folder in their order, each named by the one after it.

Belongs here: that none lacks, repeats or was changed. Does not: the bytes of one (book_file.py).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ingest.book_columns import KIND
from ingest.book_event import Event, checksum_before, sequence_of
from ingest.book_file import event_in, verified
from ingest.errors import BadInput
from ingest.lake import Lake
from ingest.parquet import sha256_of

SUFFIX = ".parquet"


def book_files(folder: Path) -> list[Path]:
    """The files of `folder` that are, or claim to be, books; by name."""
    return sorted(one for one in folder.glob(f"*{SUFFIX}") if not one.name.startswith("."))


def slice_id_of(book_id: str) -> str:
    """The slice of the lake that a book is."""
    return f"{KIND}__{book_id}"


def chain(folder: Path, lake: Lake, *, up_to: Path | None = None) -> list[Event]:
    """The events of the books in `folder`, in order; with `up_to` only that book and those before.

    A book that landed as it lies there was held whole then, and is not read again.

    Raises:
        BadInput: one was changed, lacks, or does not follow on the one before.
    """
    events: list[Event] = []
    for path in book_files(folder):
        if up_to is not None and path.name > up_to.name:
            break
        event = held(path, lake)
        _hold_next(event, events, path)
        events.append(event)
    return events


def held(path: Path, lake: Lake) -> Event:
    """The event of one book, which is whole.

    Raises:
        BadInput: it is not.
    """
    landed = lake.manifest(KIND, slice_id_of(path.stem))
    is_known = landed is not None and [one.sha256 for one in landed.inputs] == [sha256_of(path)]
    read: Callable[..., Event] = event_in if is_known else verified
    return read(path, name=str(path))


def _hold_next(event: Event, before: list[Event], path: Path) -> None:
    """Hold that a book has its own name and follows on the last of `before`."""
    remedy = "Put the books back as they were written: each is in the lake, where it landed"
    if path.stem != event.book_id or sequence_of(event.book_id) != event.sequence:
        problem = f"it was written as {event.book_id}, book {event.sequence}"
        raise BadInput(str(path), "the file's name", problem, remedy)
    if event.approved_by in (None, event.prepared_by):
        problem = f"{event.prepared_by} prepared it, and no second person approved it"
        raise BadInput(str(path), "column approved_by", problem, remedy)
    last = before[-1] if before else None
    if event.sequence != len(before) + 1:
        problem = f"it is book {event.sequence}, and {last.book_id if last else 'none'} is before"
        raise BadInput(str(path), "column sequence", problem, remedy)
    if event.previous_checksum != checksum_before(last):
        problem = f"it does not follow on {last.book_id if last else 'nothing'}"
        raise BadInput(str(path), "column previous_checksum", problem, remedy)
