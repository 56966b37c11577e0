"""A folder that AWS exports to, fetched slice by slice: the files of one delivery, and only those.

Belongs here: copying and counting what a delivery consists of. Does not: which files those are
(the kinds say), what a row of them holds.
"""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path

from ingest.aws.manifest import REDELIVER, Delivery, is_manifest
from ingest.errors import Absent, BadInput, Unreachable
from ingest.manifests import LakeInput
from ingest.objects import Downloaded, Place, open_place
from ingest.source import Fetched, FetchedFile, SliceRef, Source


class ExportFolder(Source):
    """The folder of one export that `uri` points at."""

    @abstractmethod
    def told(self, place: Place, ref: SliceRef) -> Delivery:
        """The files that the slice consists of now.

        Raises:
            BadInput: nobody can tell, or the manifest breaks its promise.
        """

    @abstractmethod
    def take(
        self, kept: Path, target: Path, *, copied: Downloaded, period: str
    ) -> tuple[FetchedFile, int]:
        """Make the Parquet `target` of the delivered file `kept`; returns it and its rows.

        A file without rows is what is left of a larger delivery: it brings nothing but its hash.
        """

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Copy the files of the delivery, and check each of them."""
        place = self.place()
        told = self.told(place, ref)
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
        if self.signal_now(place, ref, into) != ref.signal:
            raise Unreachable(
                f"{ref.uri} was delivered anew while it was read; the next run takes it."
            )
        return Fetched(tuple(files), tuple(inputs), rows)

    def signal_now(self, place: Place, ref: SliceRef, into: Path) -> str:
        """The signal of the slice after it was read; its manifest is kept beside its files."""
        manifest_key = ref.uri.removeprefix(f"{place.uri}/")
        place.download(manifest_key, into / "source" / Path(manifest_key).name)
        return place.head(manifest_key).signal

    def place(self) -> Place:
        """The folder that `uri` names.

        Raises:
            Unreachable: it cannot be had.
        """
        return open_place(self.config, self.workspace.home)


def refuse_rivals(place: Place, manifest_key: str) -> None:
    """The newest of several manifests may be a copy of an old one: nobody can tell.

    Raises:
        BadInput: the folder of the manifest holds another.
    """
    folder = manifest_key.rpartition("/")[0]
    rivals = [stored.key for stored in place.children(folder)[1] if is_manifest(stored.key)]
    if len(rivals) > 1:
        raise BadInput(
            place.uri_of(manifest_key),
            "the folder of the period",
            f"it holds {len(rivals)} manifests ({', '.join(rivals)}) and only one can be true",
            "Remove copies, and give every export a folder of its own",
        )


def _copy(place: Place, key: str, to: Path, *, manifest: str, at: str) -> Downloaded:
    try:
        return place.download(key, to)
    except Absent:
        raise BadInput(manifest, at, f"{key} is named and does not exist", REDELIVER) from None


def _check_count(told: Delivery, rows: int, name: str) -> None:
    """Rows that were lost on the way show only in a count, where a manifest states one."""
    if told.rows is not None and told.rows != rows:
        problem = f"it states {told.rows} rows, its files hold {rows}"
        raise BadInput(name, "the count of rows", problem, REDELIVER)
