"""Azure's FOCUS exports (1.0, 1.0r2, 1.2): the bill, one slice per month.

Belongs here: the kind. Does not: the layout (export_folder.py), reading a file (focus_file.py), its
columns (focus_columns.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest import focus_columns
from ingest.azure.cost_pair import check_count
from ingest.azure.deliveries import Delivery
from ingest.azure.export_folder import deliveries
from ingest.azure.manifest import REDELIVER, Blob, read_manifest
from ingest.errors import Absent, BadInput, Unreachable
from ingest.focus_file import SUFFIXES, write_months
from ingest.manifests import LakeInput
from ingest.objects import Place, open_place
from ingest.source import Fetched, FetchedFile, SliceRef, Source, slice_name

_KIND = "focuscost"


class AzureFocus(Source):
    """The export's folder that `uri` points at: the one that holds a folder per month."""

    kind = "azure_focus"
    columns = focus_columns.COLUMNS
    feeds_usage = True

    def slices(self) -> Iterator[SliceRef]:
        """One slice per month; its signal is the newest run's manifest."""
        place = self._place()
        for one in deliveries(place, SUFFIXES):
            yield SliceRef(
                slice_id=f"{self.name}__{slice_name(one.stem)}",
                periods=(one.month,) if one.month else (),
                signal=one.signal,
                uri=place.uri_of(one.key),
            )

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Copy the files of the newest run and write them as typed Parquet."""
        place = self._place()
        delivery = self._found(place, ref)
        delivery.check(place)
        blobs, stated = _named(place, delivery)
        files: list[FetchedFile] = []
        inputs: list[LakeInput] = []
        rows = 0
        for number, blob in enumerate(blobs):
            kept = into / "source" / f"{number}-{Path(blob.key).name}"
            try:
                copied = place.download(blob.key, kept)
            except Absent:
                at, problem = f"blobs[{number + 1}]", f"{blob.key} is named and does not exist"
                raise BadInput(ref.uri, at, problem, REDELIVER) from None
            inputs.append(LakeInput(uri=copied.uri, bytes=copied.bytes, sha256=copied.sha256))
            made, count = write_months(
                kept, name=copied.uri, into=into, stem=str(number), period=delivery.month
            )
            check_count(copied.uri, blob.rows, count, REDELIVER)
            files += made
            rows += count
        check_count(ref.uri, stated, rows, REDELIVER)
        if delivery.manifest:
            kept = into / "source" / Path(delivery.manifest.key).name
            place.download(delivery.manifest.key, kept)
        self._found(place, ref)
        return Fetched(tuple(files), tuple(inputs), rows)

    def _found(self, place: Place, ref: SliceRef) -> Delivery:
        """The delivery as it lies there now.

        Raises:
            Unreachable: it is not what was listed.
        """
        for one in deliveries(place, SUFFIXES):
            if ref.slice_id == f"{self.name}__{slice_name(one.stem)}" and one.signal == ref.signal:
                return one
        raise Unreachable(f"{ref.uri} was delivered anew while it was read; the next run takes it.")

    def _place(self) -> Place:
        return open_place(self.config, self.workspace.home)


def _named(place: Place, delivery: Delivery) -> tuple[list[Blob], int | None]:
    """The files that count, and the rows that the manifest states for all of them.

    Raises:
        BadInput: the manifest is of another kind of export.
    """
    if delivery.manifest is None:
        return [Blob(stored.key, None) for stored in delivery.files], None
    told = read_manifest(place, delivery.manifest.key)
    if told.kind and told.kind.lower() != _KIND:
        problem = f"the export is of {told.kind}, and not of FocusCost"
        remedy = 'Use kind = "azure_cost" for actual and amortized cost'
        name = place.uri_of(delivery.manifest.key)
        raise BadInput(name, "exportConfig.type", problem, remedy)
    return list(told.blobs), told.rows
