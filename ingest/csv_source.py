"""Sources whose slices are CSV files: one file, one slice.

Belongs here: listing the files, keeping their bytes, reading them typed. Does not: the checks on
rows and the shape of the Parquet; each source writes its own.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from ingest.errors import Absent, Unreachable
from ingest.manifests import LakeInput
from ingest.objects import Place, Stored, only_key, open_place
from ingest.source import Fetched, FetchedFile, SliceRef, Source, slice_name
from ingest.typed_csv import Batch, CsvContract, read_typed

SUFFIXES = (".csv", ".csv.gz")


class CsvSource(Source):
    """A folder of CSV files, or a single one, that `uri` points at."""

    required: ClassVar[frozenset[str]]
    """The columns that must be there and must not be empty."""

    def slices(self) -> Iterator[SliceRef]:
        """One slice per file; its signal is the file's ETag and size."""
        place = self._place()
        for stored in self._files(place):
            slice_id, uri = self.slice_id(_stem(stored.key)), place.uri_of(stored.key)
            yield SliceRef(slice_id, (), stored.signal, uri)

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Keep the file's bytes, read it typed and write its Parquet."""
        place = self._place()
        key = ref.uri.rsplit("/", 1)[-1]
        kept = into / "source" / key
        copied = place.download(key, kept)
        contract = CsvContract(ref.uri.removeprefix("file://"), self.columns, self.required)
        files, rows = self.write(read_typed(kept, contract), contract, into)
        made_from = LakeInput(uri=copied.uri, bytes=copied.bytes, sha256=copied.sha256)
        return Fetched(tuple(files), (made_from,), rows)

    @abstractmethod
    def write(
        self, batches: Iterator[Batch], contract: CsvContract, into: Path
    ) -> tuple[list[FetchedFile], int]:
        """Check the rows and write them to Parquet in `into`; returns the files and the rows.

        Raises:
            BadInput: a row breaks a rule; the message names its line.
        """

    def slice_id(self, stem: str) -> str:
        """The slice that the file called `stem` is."""
        return f"{self.name}__{slice_name(stem)}"

    def _place(self) -> Place:
        return open_place(self.config, self.workspace.home, files=SUFFIXES)

    def _files(self, place: Place) -> list[Stored]:
        alone = only_key(self.config, SUFFIXES)
        if alone is not None:
            try:
                return [place.head(alone)]
            except Absent:
                if self.register:  # a register is optional; its file may go away
                    return []
                raise
        found = [stored for stored in place.listing() if _is_csv(stored.key)]
        if not found:
            raise Unreachable(f"{place.uri} holds no CSV file (.csv or .csv.gz).")
        return found


def _is_csv(key: str) -> bool:
    return key.lower().endswith(SUFFIXES) and "/" not in key and not key.startswith(".")


def _stem(key: str) -> str:
    return re.sub(r"\.csv(\.gz)?$", "", key, flags=re.IGNORECASE)
