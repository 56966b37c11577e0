"""Sources whose deliveries are plain files without a manifest: which files make a slice.

A folder that names a period makes it a slice; any other file is its own. Every file is in one.
Belongs here: grouping, change signals, keeping the bytes. Does not: what a file holds.
"""

from __future__ import annotations

import hashlib
import re
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from ingest.errors import BadInput, Unreachable
from ingest.manifests import LakeInput
from ingest.objects import Place, Stored, only_key, open_place
from ingest.source import Fetched, FetchedFile, SliceRef, Source, slice_name


@dataclass(frozen=True)
class NamedPeriod:
    """What the folders of a key say: the slice's `label`, and how many of them say it."""

    label: str
    depth: int


@dataclass(frozen=True)
class FileSlice:
    """The files of one slice; `label` where folders name it, `folder` is where they lie."""

    slice_id: str
    folder: str
    label: str | None
    files: tuple[Stored, ...]

    @property
    def signal(self) -> str:
        """That of the only file; of several, a hash over their names and signals."""
        if len(self.files) == 1:
            return self.files[0].signal
        lines = "\n".join(f"{stored.key} {stored.signal}" for stored in self.files)
        return hashlib.sha256(lines.encode()).hexdigest()


class DeliveredFiles(Source):
    """A folder or a prefix that holds files with the endings `suffixes`, or one such file."""

    suffixes: ClassVar[tuple[str, ...]]
    content: ClassVar[str]
    """What the files are, for a message: "no … file"."""
    remedy: ClassVar[str] = "Keep the newest, or make each folder a source of its own"

    @abstractmethod
    def named_period(self, folders: Sequence[str]) -> NamedPeriod | None:
        """The period that the folders of a key name, if they do."""

    @abstractmethod
    def months_of(self, label: str) -> tuple[str, ...]:
        """The months (YYYY-MM) of the rows below a folder so named; none where only they know."""

    @abstractmethod
    def write(
        self, path: Path, *, name: str, into: Path, stem: str, label: str | None
    ) -> tuple[list[FetchedFile], int]:
        """Write the file at `path`, called `name` in messages, as Parquet; files and rows.

        Raises:
            BadInput: it is not what was promised.
        """

    def slices(self) -> Iterator[SliceRef]:
        """One slice per period that folders name, one per file elsewhere."""
        place = self._place()
        for one in self._grouped(place):
            months = self.months_of(one.label) if one.label else ()
            yield SliceRef(one.slice_id, months, one.signal, place.uri_of(one.folder))

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Keep the bytes of the slice's files and write them as typed Parquet."""
        place = self._place()
        one = self._found(place, ref)
        self._refuse_deliveries(one, place)
        files: list[FetchedFile] = []
        inputs: list[LakeInput] = []
        rows = 0
        for number, stored in enumerate(one.files):
            kept = into / "source" / stored.key
            copied = place.download(stored.key, kept)
            inputs.append(LakeInput(uri=copied.uri, bytes=copied.bytes, sha256=copied.sha256))
            name = copied.uri.removeprefix("file://")
            made, found = self.write(kept, name=name, into=into, stem=str(number), label=one.label)
            files += made
            rows += found
        self._found(place, ref)
        return Fetched(tuple(files), tuple(inputs), rows)

    def _found(self, place: Place, ref: SliceRef) -> FileSlice:
        """The slice as it lies there now.

        Raises:
            Unreachable: it is not what was listed.
        """
        for one in self._grouped(place):
            if one.slice_id == ref.slice_id and one.signal == ref.signal:
                return one
        raise Unreachable(f"{ref.uri} was delivered anew while it was read; the next run takes it.")

    def _grouped(self, place: Place) -> list[FileSlice]:
        """Every file in exactly one slice: that of its period, else its own."""
        groups: dict[tuple[str, str | None], list[Stored]] = {}
        for stored in self._files(place):
            named = self._named(stored.key)
            key = (named.label, named.label) if named else (self._stem(stored.key), None)
            groups.setdefault(key, []).append(stored)
        return [
            FileSlice(
                f"{self.name}__{slice_name(key)}", self._folder_of(files), label, tuple(files)
            )
            for (key, label), files in sorted(groups.items(), key=lambda item: item[0][0])
        ]

    def _named(self, key: str) -> NamedPeriod | None:
        return self.named_period(key.split("/")[:-1])

    def _folder_of(self, files: Sequence[Stored]) -> str:
        """The folder that names the period; of a file that none does, the file."""
        keys: list[str] = []
        for stored in files:
            named = self._named(stored.key)
            keys.append("/".join(stored.key.split("/")[: named.depth]) if named else stored.key)
        return min(keys)

    def _files(self, place: Place) -> list[Stored]:
        alone = only_key(self.config, self.suffixes)
        if alone is not None:
            return [place.head(alone)]
        found = [stored for stored in place.listing() if self._is_delivered(stored.key)]
        if not found:
            endings = ", ".join(self.suffixes)
            raise Unreachable(f"{place.uri} holds no {self.content} file ({endings}).")
        return found

    def _is_delivered(self, key: str) -> bool:
        hidden = any(part.startswith((".", "_")) for part in key.split("/"))
        return not hidden and key.lower().endswith(self.suffixes)

    def _place(self) -> Place:
        return open_place(self.config, self.workspace.home, files=self.suffixes)

    def _stem(self, key: str) -> str:
        endings = "|".join(re.escape(one) for one in sorted(self.suffixes, key=len, reverse=True))
        return re.sub(f"({endings})$", "", key, flags=re.IGNORECASE)

    def _refuse_deliveries(self, one: FileSlice, place: Place) -> None:
        """Two deliveries of one thing in one slice would count it twice."""
        stems: dict[str, str] = {}
        for stored in one.files:
            other = stems.setdefault(self._stem(stored.key), stored.key)
            if other != stored.key:
                problem = f"{other} and {stored.key} are one file in two formats"
                raise BadInput(
                    place.uri_of(one.folder), "the folder", problem, "Remove one of them"
                )
        if one.label is None:
            return
        # Folders such as day=01 divide a delivery; any other folder is a delivery of its own.
        deliveries = {self._delivery_of(stored.key) for stored in one.files}
        if len(deliveries) > 1:
            listed = ", ".join(sorted(deliveries)[:3])
            problem = (
                f"{one.label} is there in several deliveries ({listed}), "
                "which may repeat each other"
            )
            raise BadInput(place.uri_of(one.folder), "the folder", problem, self.remedy)

    def _delivery_of(self, key: str) -> str:
        folders = key.split("/")[:-1]
        named = self.named_period(folders)
        depth = named.depth if named else 0
        below = [part for part in folders[depth:] if "=" not in part]
        return "/".join([*folders[:depth], *below])
