"""A source that delivers whatever a test tells it to, for tests of landing itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import ClassVar

import pyarrow as pa

from ingest import parquet
from ingest.lake import LakeInput
from ingest.settings import SourceSettings, Workspace
from ingest.source import Fetched, FetchedFile, SliceRef, Source


class Invented(Source):
    """Slices are entries of `offer`: slice to number; the number is the content."""

    kind = "invented_numbers"
    columns: ClassVar[Mapping[str, str]] = {"number": "bigint"}

    def __init__(self, home: Path, **offer: int) -> None:
        super().__init__("inv", SourceSettings(kind=self.kind, uri="x"), Workspace(home))
        self.offer = dict(offer)
        self.signals: dict[str, str] = {}
        self.failure: dict[str, Exception] = {}
        self.listing_fails: Exception | None = None
        self.fetched: list[str] = []
        self.before_return: Callable[[], None] = lambda: None

    def slices(self) -> Iterator[SliceRef]:
        """One slice per entry, of the month its name ends in."""
        if self.listing_fails:
            raise self.listing_fails
        for name, number in self.offer.items():
            month = f"2025-{name[-2:]}" if name[-2:].isdigit() else None
            signal = self.signals.get(name, str(number))
            yield SliceRef(f"inv__{name}", (month,) if month else (), signal, f"invented:{name}")

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Write the number; a negative number is an emptied slice."""
        name = ref.slice_id.removeprefix("inv__")
        self.fetched.append(name)
        if name in self.failure:
            raise self.failure[name]
        number = self.offer[name]
        if number < 0:
            return Fetched((), (), 0)
        parquet.write(into / "0.parquet", pa.table({"number": [number]}))
        (into / "source").mkdir()
        (into / "source/number.txt").write_text(str(number))
        self.before_return()
        made_from = hashlib.sha256(str(number).encode()).hexdigest()
        inputs = (LakeInput(uri=ref.uri, bytes=1, sha256=made_from),)
        return Fetched((FetchedFile(into / "0.parquet"),), inputs, 1)
