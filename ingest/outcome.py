"""What landing reports: one outcome per slice, and progress on the way.

Belongs here: words and counts. Does not: deciding.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, Protocol

from ingest.manifests import Manifest

Status = Literal["landed", "unchanged", "retired", "quarantined", "kept_missing"]


class Progress(Protocol):
    """Called as work goes on: `done` of `total` slices of the source `name`."""

    def __call__(self, name: str, done: int, total: int, /) -> None:
        """Draw it."""
        ...


@dataclass(frozen=True)
class Landed:
    """What became of one slice; `version`, `rows` and `bytes` are those now current."""

    slice_id: str
    status: Status
    version: str | None = None
    rows: int = 0
    bytes: int = 0
    message: str = ""
    is_transient: bool = False
    """Nothing came because nobody answered: asking again may help."""


def outcome_of(manifest: Manifest, status: Status) -> Landed:
    """What is now current."""
    message = "It is retired." if manifest.retired else ""
    return Landed(
        manifest.slice_id, status, manifest.version, manifest.rows, manifest.bytes, message
    )


def kept_outcome(
    manifest: Manifest | None,
    message: str,
    *,
    slice_id: str = "",
    status: Status = "kept_missing",
    is_transient: bool = False,
) -> Landed:
    """What stays current, and why nothing newer came; `slice_id` where nothing is current."""
    if manifest is None:
        return Landed(slice_id, status, message=message, is_transient=is_transient)
    kept = outcome_of(manifest, status)
    return replace(kept, message=message, is_transient=is_transient)
