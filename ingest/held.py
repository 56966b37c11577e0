"""Whether the lake holds what is on offer, whole; of what never changes, byte for byte.

Belongs here: comparing an offer and a delivery with what landed. Does not: writing the lake.
"""

from __future__ import annotations

from ingest.errors import BadInput
from ingest.lake import Lake
from ingest.manifests import Manifest
from ingest.source import Fetched, SliceRef, Source


def is_up_to_date(source: Source, ref: SliceRef, current: Manifest, lake: Lake) -> bool:
    """Whether the lake holds what is on offer, whole and under today's contract."""
    if current.signal != ref.signal:
        return False
    if current.retired:
        return True
    return current.contract_version == source.contract_version and is_held(source, current, lake)


def is_held(source: Source, manifest: Manifest, lake: Lake) -> bool:
    """Whether the lake has every file; of what never changes, every byte."""
    return not lake.changed_files(manifest) if source.is_immutable else lake.is_whole(manifest)


def refuse_change(source: Source, ref: SliceRef, lake: Lake, fetched: Fetched) -> None:
    """Hold that a delivery of what never changes brings the bytes that landed of it first.

    Raises:
        BadInput: it brings others.
    """
    brought = {one.sha256 for one in fetched.inputs}
    for landed in lake.history(source.kind, ref.slice_id):
        if not landed.retired and {one.sha256 for one in landed.inputs} != brought:
            folder = lake.slice_folder(source.kind, ref.slice_id) / landed.version
            problem = f"it was changed after it landed on {landed.fetched_at[:10]}"
            remedy = f"What landed of it never changes: put the bytes in {folder} back"
            raise BadInput(ref.uri.removeprefix("file://"), "the whole file", problem, remedy)
