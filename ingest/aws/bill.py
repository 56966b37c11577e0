"""A bill in a bucket, one slice per billing period: what the newest manifest names, and only that.

Belongs here: fetching a delivery, file by file. Does not: where manifests lie (the kinds say), what
a row holds (cur_rows.py, cur2_check.py).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from pathlib import Path

from ingest.aws import cur2_columns
from ingest.aws.bill_file import write_rows
from ingest.aws.manifest import REDELIVER, Delivery, PeriodManifest, delivery, is_manifest
from ingest.errors import Absent, BadInput, Unreachable
from ingest.manifests import LakeInput
from ingest.objects import Downloaded, Place, open_place
from ingest.source import Fetched, FetchedFile, SliceRef, Source


class Bill(Source):
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
        place = self._place()
        for manifest in self.manifests(place):
            yield SliceRef(
                slice_id=f"{self.name}__{manifest.period}",
                periods=(manifest.period,),
                signal=manifest.stored.signal,
                uri=place.uri_of(manifest.stored.key),
            )

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Copy the files that the manifest names, and check each of them."""
        place = self._place()
        manifest_key = ref.uri.removeprefix(f"{place.uri}/")
        _refuse_rivals(place, manifest_key)
        told = delivery(
            place,
            manifest_key,
            period=ref.periods[0],
            key_of=lambda text: self.key_of(place, manifest_key, text),
        )
        files: list[FetchedFile] = []
        inputs: list[LakeInput] = []
        rows = 0
        for number, key in enumerate(told.keys):
            kept = into / "source" / f"{number}-{Path(key).name}"
            copied = _copy(place, key, kept, manifest=ref.uri, at=f"{told.field}[{number + 1}]")
            inputs.append(LakeInput(uri=copied.uri, bytes=copied.bytes, sha256=copied.sha256))
            target = into / f"{number}.parquet"
            made, found = self.take(kept, target, copied=copied, period=ref.periods[0])
            files += [made] if found else []
            rows += found
        _check_count(told, rows, ref.uri)
        place.download(manifest_key, into / "source" / Path(manifest_key).name)
        if place.head(manifest_key).signal != ref.signal:
            raise Unreachable(
                f"{ref.uri} was delivered anew while it was read; the next run takes it."
            )
        return Fetched(tuple(files), tuple(inputs), rows)

    def take(
        self, kept: Path, target: Path, *, copied: Downloaded, period: str
    ) -> tuple[FetchedFile, int]:
        """Make the Parquet `target` of the delivered file `kept`; returns it and its rows.

        A file without rows is what is left of a larger delivery: it brings nothing but its hash.
        """
        rows = write_rows(kept, target, name=copied.uri, period=period)
        return FetchedFile(target, period), rows

    def _place(self) -> Place:
        return open_place(self.config, self.workspace.home)


def _copy(place: Place, key: str, to: Path, *, manifest: str, at: str) -> Downloaded:
    try:
        return place.download(key, to)
    except Absent:
        raise BadInput(manifest, at, f"{key} is named and does not exist", REDELIVER) from None


def _refuse_rivals(place: Place, manifest_key: str) -> None:
    """The newest of several manifests may be a copy of an old one: nobody can tell."""
    folder = manifest_key.rpartition("/")[0]
    rivals = [stored.key for stored in place.children(folder)[1] if is_manifest(stored.key)]
    if len(rivals) > 1:
        raise BadInput(
            place.uri_of(manifest_key),
            "the folder of the period",
            f"it holds {len(rivals)} manifests ({', '.join(rivals)}) and only one can be true",
            "Remove copies, and give every export a folder of its own",
        )


def _check_count(told: Delivery, rows: int, name: str) -> None:
    """Rows that were lost on the way show only in a count, where a manifest states one."""
    if told.rows is not None and told.rows != rows:
        problem = f"it states {told.rows} rows, its files hold {rows}"
        raise BadInput(name, "the count of rows", problem, REDELIVER)
