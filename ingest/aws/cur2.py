"""AWS Cost and Usage Report 2.0: the bill, as Parquet, one slice per billing period.

Belongs here: fetching what the newest manifest of a period names. Does not: the folder's
layout (data_export.py), the columns (cur2_columns.py), the checks (cur2_check.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest.aws import cur2_check, cur2_columns
from ingest.aws.data_export import REDELIVER, named_files, newest_manifests
from ingest.errors import Absent, BadInput, Unreachable
from ingest.manifests import LakeInput
from ingest.objects import Place, open_place
from ingest.source import Fetched, FetchedFile, SliceRef, Source


class Cur2(Source):
    """The export folder that `uri` points at: the one that holds data/ and metadata/."""

    kind = "aws_cur2"
    columns = cur2_columns.COLUMNS
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
        """Copy the files that the manifest names, byte for byte, and check each of them."""
        place = self._place()
        manifest_key = ref.uri.removeprefix(f"{place.uri}/")
        keys = named_files(place, manifest_key)
        files: list[FetchedFile] = []
        inputs: list[LakeInput] = []
        rows = 0
        for number, key in enumerate(keys):
            target = into / f"{number}.parquet"
            try:
                copied = place.download(key, target)
            except Absent:
                name, problem = place.uri_of(manifest_key), f"{key} is named and does not exist"
                raise BadInput(name, f"dataFiles[{number + 1}]", problem, REDELIVER) from None
            inputs.append(LakeInput(uri=copied.uri, bytes=copied.bytes, sha256=copied.sha256))
            found = cur2_check.check(target, name=copied.uri, period=ref.periods[0])
            rows += found
            if found:
                files.append(FetchedFile(target, ref.periods[0], copied.sha256))
            else:  # what is left of a larger delivery: it brings nothing but its hash
                target.unlink()
        place.download(manifest_key, into / "source" / Path(manifest_key).name)
        if place.head(manifest_key).signal != ref.signal:
            raise Unreachable(
                f"{ref.uri} was delivered anew while it was read; the next run takes it."
            )
        return Fetched(tuple(files), tuple(inputs), rows)

    def _place(self) -> Place:
        return open_place(self.config, self.workspace.home)
