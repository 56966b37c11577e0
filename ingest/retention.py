"""Old versions of landed slices: which may go, and which stay because something needs them.

Belongs here: choosing versions and removing their folders; asking the books what they name. Does
not: the writer's lock, which whoever prunes holds, or anything about current data.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest import durable
from ingest.lake import Lake
from ingest.manifests import RETIRED, Manifest
from ingest.named_versions import named_versions


@dataclass(frozen=True)
class OldVersion:
    """A version that is not among the newest; `needed_by` says what keeps it, if anything does."""

    manifest: Manifest
    folder: Path
    bytes: int
    needed_by: str | None


def old_versions(lake: Lake, books: Path, *, keep: int) -> list[OldVersion]:
    """Every version but the newest `keep` of each slice, the current one always among those.

    Args:
        lake: the lake.
        books: the folder of the books; every version that a book there names is needed.
        keep: how many versions of a slice to keep, at least one.

    Raises:
        BadInput: a book cannot be read, so nobody knows what it names.
    """
    named = named_versions(books)
    return [
        old
        for current in lake.current()
        for old in _old_of(lake, current, named.get(current.slice_id, {}), keep)
    ]


def remove(old: OldVersion) -> None:
    """Remove a version; a crash leaves it whole or out of sight, never half.

    Raises:
        ValueError: something needs it.
    """
    if old.needed_by:
        raise ValueError(f"{old.folder} is needed by {old.needed_by}.")
    hidden = old.folder.with_name(f"{durable.TEMPORARY}{secrets.token_hex(8)}")
    old.folder.rename(hidden)
    durable.sync_folder(old.folder.parent)
    shutil.rmtree(hidden)


def _old_of(
    lake: Lake, current: Manifest, named: Mapping[str, str], keep: int
) -> Iterator[OldVersion]:
    """The versions of one slice that are not kept for being new, oldest first."""
    history = lake.history(current.kind, current.slice_id)
    newest = [one for one in history if one.version != current.version][::-1][: keep - 1]
    # A retired slice is restored from the version that its tombstone is named for.
    in_force = {current.version, current.version.removeprefix(RETIRED)}
    kept = in_force | {one.version for one in newest}
    for one in history:
        if one.version in kept:
            continue
        folder = lake.slice_folder(one.kind, one.slice_id) / one.version
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        yield OldVersion(one, folder, size, named.get(one.version))
