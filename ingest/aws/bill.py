"""A bill in a bucket, one slice per billing period: what the newest manifest names, and only that.

Belongs here: which manifest a slice is. Does not: fetching (export_folder.py), where manifests lie
(the kinds say), what a row holds (cur_rows.py, cur2_check.py).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from pathlib import Path

from ingest.aws import cur2_columns
from ingest.aws.bill_file import write_rows
from ingest.aws.export_folder import ExportFolder, refuse_rivals
from ingest.aws.manifest import Delivery, PeriodManifest, delivery
from ingest.objects import Downloaded, Place
from ingest.source import FetchedFile, SliceRef


class Bill(ExportFolder):
    """The folder of one export that `uri` points at."""

    columns = cur2_columns.COLUMNS
    feeds_usage = True

    @abstractmethod
    def manifests(self, place: Place) -> list[PeriodManifest]:
        """The newest manifest of each billing period.

        Raises:
            Unreachable: none can be found.
        """

    def key_of(self, place: Place, manifest_key: str, text: str) -> str:
        """The key of the file that the manifest calls `text`.

        Raises:
            OutsideError: it lies outside the export.
        """
        del manifest_key
        return place.key_of(text)

    def slices(self) -> Iterator[SliceRef]:
        """One slice per billing period; its signal is the newest manifest's ETag and size."""
        place = self.place()
        for manifest in self.manifests(place):
            yield SliceRef(
                slice_id=f"{self.name}__{manifest.period}",
                periods=(manifest.period,),
                signal=manifest.stored.signal,
                uri=place.uri_of(manifest.stored.key),
            )

    def told(self, place: Place, ref: SliceRef) -> Delivery:
        """What the newest manifest of the period names."""
        manifest_key = ref.uri.removeprefix(f"{place.uri}/")
        refuse_rivals(place, manifest_key)
        return delivery(
            place,
            manifest_key,
            period=ref.periods[0],
            key_of=lambda text: self.key_of(place, manifest_key, text),
        )

    def take(
        self, kept: Path, target: Path, *, copied: Downloaded, period: str
    ) -> tuple[FetchedFile, int]:
        """Make the Parquet `target` of the delivered file `kept`; returns it and its rows.

        A file without rows is what is left of a larger delivery: it brings nothing but its hash.
        """
        rows = write_rows(kept, target, name=copied.uri, period=period)
        return FetchedFile(target, period), rows
