"""The books: months and years that were closed, opened again, and entries that were posted since.

Belongs here: what the folder books/ offers, and that a book landed never changes. Does not: what a
book holds (ingest/book_*.py), or writing one (the commands that close).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from ingest.book_chain import SUFFIX, book_files, chain, slice_id_of
from ingest.book_columns import COLUMNS, FOLDER, KIND
from ingest.errors import Unreachable
from ingest.lake import Lake
from ingest.manifests import LakeInput
from ingest.objects import open_place
from ingest.parquet import facts_of, sha256_of
from ingest.source import Fetched, FetchedFile, SliceRef, Source, slice_name


class Books(Source):
    """The files of books/; what waits in books/prepared/ for a second person is none yet."""

    kind = KIND
    folder = FOLDER
    columns: ClassVar[Mapping[str, str]] = COLUMNS
    partitioned = False
    is_immutable = True

    def slices(self) -> Iterator[SliceRef]:
        """One slice per book; every byte of it is in its signal."""
        place = open_place(self.config, self.workspace.home)
        listed = {stored.key: stored for stored in place.listing()}
        for path in book_files(self._folder):
            stored, uri = listed.get(path.name), place.uri_of(path.name)
            if stored is not None:
                signal = f"{stored.signal}/{sha256_of(path)}"
                yield SliceRef(slice_id_of(slice_name(path.stem)), (), signal, uri)

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Hold the book and all before it, and take its file as it is."""
        name = ref.uri.rpartition("/")[2]
        target = into / f"0{SUFFIX}"
        copied = open_place(self.config, self.workspace.home).download(name, target)
        if not ref.signal.endswith(copied.sha256):
            raise Unreachable(f"{ref.uri} was changed while it was read; the next run takes it.")
        chain(self._folder, Lake(self.workspace.lake), up_to=self._folder / name)
        made_from = LakeInput(uri=copied.uri, bytes=copied.bytes, sha256=copied.sha256)
        rows = facts_of(target).rows
        return Fetched((FetchedFile(target, None, copied.sha256),), (made_from,), rows)

    @property
    def _folder(self) -> Path:
        return Path(self.config.uri)
