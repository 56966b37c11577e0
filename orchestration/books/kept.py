"""What landed of the books, held against what is there now: in the lake, and in `books/`.

Belongs here: refusing to go on with a book that was changed or is lost. Does not: the chain.
"""

from __future__ import annotations

from ingest.book_chain import SUFFIX, slice_id_of
from ingest.book_columns import KIND
from ingest.errors import TonneError
from ingest.lake import Lake
from ingest.settings import Workspace


def refuse_changed(lake: Lake) -> None:
    """Hold that every landed book has the bytes that landed; all of them are read.

    Raises:
        TonneError: one has not, and no ledger is made of it.
    """
    for manifest in lake.manifests(KIND):
        for path in lake.changed_files(manifest):
            raise TonneError(
                f"{path} is not what landed on {manifest.fetched_at[:10]}: its sha256 is another. "
                "A closed book never changes. Put its file in books/ as it was written: the next "
                "`tonne run` lands it again, and keeps the changed one as evidence."
            )


def refuse_lost(workspace: Workspace) -> None:
    """Hold that every landed book still lies in `books/`.

    Raises:
        TonneError: one does not, and no book may follow on it.
    """
    lake = Lake(workspace.lake)
    there = {slice_id_of(path.stem) for path in workspace.books.glob(f"*{SUFFIX}")}
    for manifest in lake.manifests(KIND):
        if not manifest.retired and manifest.slice_id not in there:
            name = manifest.slice_id.removeprefix(slice_id_of("")) + SUFFIX
            landed = ", ".join(str(lake.path_of(manifest, file)) for file in manifest.files)
            raise TonneError(
                f"{workspace.books / name} is gone. Copy it back from the lake, from {landed}: "
                "the next book follows on it."
            )
