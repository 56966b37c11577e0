"""Deliveries that were refused: noted, so that they can be put right, and lifted when they are.

Belongs here: the notes. Does not: what is refused; the sources decide that.
"""

from __future__ import annotations

from collections.abc import Collection

from ingest import durable
from ingest.errors import BadInput
from ingest.lake import Lake
from ingest.manifests import Quarantined, utc_now
from ingest.source import SliceRef, Source


def lift(source: Source, ref: SliceRef, lake: Lake) -> None:
    """The slice is in order: forget what was wrong with it."""
    lake.quarantine_note(source.kind, ref.slice_id).unlink(missing_ok=True)


def refuse(source: Source, ref: SliceRef, lake: Lake, error: BadInput) -> None:
    """Write down why this delivery was refused and what to do about it."""
    refused = Quarantined(
        kind=source.kind,
        slice_id=ref.slice_id,
        export=source.name,
        file=error.file,
        place=error.place,
        problem=error.problem,
        remedy=error.remedy,
        signal=ref.signal,
        at=utc_now(),
        inputs=[ref.uri],
    )
    note = lake.quarantine_note(source.kind, ref.slice_id)
    durable.write_atomically(note, refused.model_dump_json(indent=1).encode())


def forget(source: Source, lake: Lake, there: Collection[str]) -> None:
    """A refused delivery that is no longer offered is nobody's problem any more."""
    for refused in lake.quarantined():
        mine = refused.kind == source.kind and refused.export == source.name
        if mine and refused.slice_id not in there:
            lake.quarantine_note(refused.kind, refused.slice_id).unlink(missing_ok=True)
