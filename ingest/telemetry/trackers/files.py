"""Sources whose slices are files that a tracker left behind: one file, one slice.

Belongs here: listing, keeping the bytes. Does not: what a file holds.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, cast
from zoneinfo import ZoneInfo

from ingest.manifests import LakeInput
from ingest.objects import Place, Stored, files_of, open_place
from ingest.source import Fetched, SliceRef, Source, slice_name
from ingest.telemetry.trackers.months import Row, write_months
from ingest.telemetry.trackers.settings import TrackerSettings

__all__ = ["Row", "TrackerFile", "TrackerFiles"]


@dataclass(frozen=True)
class TrackerFile:
    """One file: where its bytes lie, its name in messages, its key, what settings add to it."""

    path: Path
    name: str
    key: str
    host_id: str | None
    zone: ZoneInfo


class TrackerFiles(Source):
    """A folder of files with the endings `suffixes`, or one such file, that `uri` points at."""

    settings = TrackerSettings
    suffixes: ClassVar[tuple[str, ...]]
    month_of: ClassVar[str]
    """The moment whose month a row belongs to."""

    @abstractmethod
    def rows(self, file: TrackerFile) -> Iterator[Row]:
        """The rows of one file.

        Raises:
            BadInput: it is not what was promised.
        """

    def slices(self) -> Iterator[SliceRef]:
        """One slice per file; its signal is the file's ETag and size."""
        place = self._place()
        for stored in self._files(place):
            slice_id = f"{self.name}__{slice_name(stored.key)}"
            yield SliceRef(slice_id, (), stored.signal, place.uri_of(stored.key))

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Keep the file's bytes and write its rows."""
        place = self._place()
        key = ref.uri.removeprefix(f"{place.uri}/")
        kept = into / "source" / Path(key).name
        copied = place.download(key, kept)
        settings = cast(TrackerSettings, self.config)
        name = copied.uri.removeprefix("file://")
        file = TrackerFile(kept, name, key, settings.host_of(key), settings.zone)
        rows = self.rows(file)
        files, count = write_months(rows, into, columns=self.columns, month_of=self.month_of)
        told = LakeInput(uri=copied.uri, bytes=copied.bytes, sha256=copied.sha256)
        return Fetched(files, (told,), count)

    def _place(self) -> Place:
        return open_place(self.config, self.workspace.home, files=self.suffixes)

    def _files(self, place: Place) -> list[Stored]:
        # MLflow keeps deleted runs in .trash: they used their energy all the same.
        return files_of(self.config, place, self.suffixes, hidden=True)
