"""AWS FOCUS exports (1.0, 1.1, 1.2 with AWS columns): the bill, one slice per billing period.

Belongs here: fetching what the newest manifest of a period names. Does not: the folder's layout
(data_export.py), reading a file (focus_file.py), its columns (focus_columns.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest import focus_columns
from ingest.aws.data_export import REDELIVER, named_files, newest_manifests
from ingest.errors import Absent, BadInput, Unreachable
from ingest.focus_file import write_months
from ingest.manifests import LakeInput
from ingest.objects import Place, open_place
from ingest.source import Fetched, FetchedFile, SliceRef, Source


class AwsFocus(Source):
    """The export folder that `uri` points at: the one that holds data/ and metadata/."""

    kind = "aws_focus"
    columns = focus_columns.COLUMNS
    feeds_usage = True

    def slices(self) -> Iterator[SliceRef]:
        """One slice per billing period; its signal is the newest manifest's ETag and size."""
        place = self._place()
        for manifest in newest_manifests(place):
            yield SliceRef(
                slice_id=f"{self.name}__{manifest.period}",
                periods=(manifest.period,),
                signal=manifest.stored.signal,
                uri=place.uri_of(manifest.stored.key),
            )

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Keep the files that the manifest names and write them as typed Parquet."""
        place = self._place()
        manifest_key = ref.uri.removeprefix(f"{place.uri}/")
        files: list[FetchedFile] = []
        inputs: list[LakeInput] = []
        rows = 0
        for number, key in enumerate(named_files(place, manifest_key)):
            kept = into / "source" / f"{number}-{Path(key).name}"
            try:
                copied = place.download(key, kept)
            except Absent:
                name, problem = place.uri_of(manifest_key), f"{key} is named and does not exist"
                raise BadInput(name, f"dataFiles[{number + 1}]", problem, REDELIVER) from None
            inputs.append(LakeInput(uri=copied.uri, bytes=copied.bytes, sha256=copied.sha256))
            made, found = write_months(
                kept, name=copied.uri, into=into, stem=str(number), period=ref.periods[0]
            )
            files += made
            rows += found
        place.download(manifest_key, into / "source" / Path(manifest_key).name)
        if place.head(manifest_key).signal != ref.signal:
            raise Unreachable(
                f"{ref.uri} was delivered anew while it was read; the next run takes it."
            )
        return Fetched(tuple(files), tuple(inputs), rows)

    def _place(self) -> Place:
        return open_place(self.config, self.workspace.home)
