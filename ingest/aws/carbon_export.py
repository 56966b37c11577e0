"""AWS carbon exports (CARBON_EMISSIONS): AWS's own figures, one slice per model version and month.

Belongs here: the kind. Does not: the folder's layout (carbon_folder.py), its columns
(carbon_columns.py), reading a file (carbon_rows.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest.aws import carbon_columns
from ingest.aws.carbon_folder import Partition, partition_of, partitions
from ingest.aws.carbon_rows import write_rows
from ingest.aws.export_folder import ExportFolder, refuse_rivals
from ingest.aws.manifest import REDELIVER, Delivery, delivery
from ingest.errors import BadInput, Unreachable
from ingest.objects import Downloaded, Place
from ingest.source import FetchedFile, SliceRef, slice_name


class CarbonExport(ExportFolder):
    """The export folder that `uri` points at: the one that holds data/ and metadata/.

    AWS delivers old and new model versions of a month side by side; each is a slice of its own.
    """

    kind = "aws_carbon"
    columns = carbon_columns.COLUMNS

    def slices(self) -> Iterator[SliceRef]:
        """One slice per model version and month; its signal is that of its newest manifest."""
        place = self.place()
        for one in partitions(place):
            yield SliceRef(self._slice_id(one), (one.period,), one.signal, one.uri(place))

    def told(self, place: Place, ref: SliceRef) -> Delivery:
        """What the newest manifest names; where there is none, every file of the partition."""
        one = self._now(place, ref)
        one.refuse_rivals(place)
        if one.manifest is None:
            return one.unmanaged()
        key = one.manifest.key
        refuse_rivals(place, key)
        told = delivery(place, key, period=one.period, key_of=place.key_of)
        for number, named in enumerate(told.keys, start=1):
            if partition_of(named) != (one.model_version, one.period):
                problem = f"{named} is of another model version or month"
                raise BadInput(ref.uri, f"{told.field}[{number}]", problem, REDELIVER)
        return told

    def take(
        self, kept: Path, target: Path, *, copied: Downloaded, period: str
    ) -> tuple[FetchedFile, int]:
        """Write the file's rows as typed Parquet; all are of the partition it lies in."""
        partition = partition_of(copied.uri)
        version = partition[0] if partition else ""
        rows = write_rows(kept, target, name=copied.uri, model_version=version, period=period)
        return FetchedFile(target, period), rows

    def signal_now(self, place: Place, ref: SliceRef, into: Path) -> str:
        """The signal of the partition after it was read."""
        one = self._now(place, ref)
        if one.manifest is not None:
            place.download(one.manifest.key, into / "source" / Path(one.manifest.key).name)
            one = self._now(place, ref)
        return one.signal

    def _now(self, place: Place, ref: SliceRef) -> Partition:
        for one in partitions(place):
            if self._slice_id(one) == ref.slice_id:
                return one
        raise Unreachable(f"{ref.uri} vanished while it was read; the next run looks again.")

    def _slice_id(self, one: Partition) -> str:
        return f"{self.name}__{slice_name(one.model_version)}__{one.period}"
