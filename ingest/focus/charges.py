"""FOCUS files of any vendor: billing periods where the folders tell them, else file by file.

Belongs here: which files make a slice, so that none is in two. Does not: reading a file
(focus_file.py), its columns (focus_columns.py).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest import focus_columns
from ingest.errors import BadInput, Unreachable
from ingest.focus_file import SUFFIXES, write_months
from ingest.manifests import LakeInput
from ingest.objects import Place, Stored, only_key, open_place
from ingest.source import Fetched, FetchedFile, SliceRef, Source, slice_name

# billing_period=2025-10, BILLING_PERIOD=2025-10-01, and the 20251001-20251031 of older exports.
_PERIOD_FOLDER = re.compile(
    r"(?:billing_?period=(\d{4})-?(0[1-9]|1[0-2])(?:-?\d{2})?|(\d{4})(0[1-9]|1[0-2])01-\d{8})", re.I
)


@dataclass(frozen=True)
class _Slice:
    """The files of one slice; `period` where the layout tells it, `folder` is where they lie."""

    slice_id: str
    folder: str
    period: str | None
    files: tuple[Stored, ...]

    @property
    def signal(self) -> str:
        """That of the only file; of several, a hash over their names and signals."""
        if len(self.files) == 1:
            return self.files[0].signal
        lines = "\n".join(f"{stored.key} {stored.signal}" for stored in self.files)
        return hashlib.sha256(lines.encode()).hexdigest()


class Focus(Source):
    """A folder or a prefix that holds FOCUS files (CSV, CSV.gz, Parquet), or one file."""

    kind = "focus"
    columns = focus_columns.COLUMNS
    feeds_usage = True

    def slices(self) -> Iterator[SliceRef]:
        """One slice per billing period that a folder names, one per file elsewhere."""
        place = self._place()
        for one in self._grouped(place):
            periods = (one.period,) if one.period else ()
            yield SliceRef(one.slice_id, periods, one.signal, place.uri_of(one.folder))

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Keep the bytes of the slice's files and write them as typed Parquet."""
        place = self._place()
        one = self._found(place, ref)
        _refuse_deliveries(one, place)
        files: list[FetchedFile] = []
        inputs: list[LakeInput] = []
        rows = 0
        for number, stored in enumerate(one.files):
            kept = into / "source" / stored.key
            copied = place.download(stored.key, kept)
            inputs.append(LakeInput(uri=copied.uri, bytes=copied.bytes, sha256=copied.sha256))
            name = copied.uri.removeprefix("file://")
            made, found = write_months(
                kept, name=name, into=into, stem=str(number), period=one.period
            )
            files += made
            rows += found
        self._found(place, ref)
        return Fetched(tuple(files), tuple(inputs), rows)

    def _found(self, place: Place, ref: SliceRef) -> _Slice:
        """The slice as it lies there now.

        Raises:
            Unreachable: it is not what was listed.
        """
        for one in self._grouped(place):
            if one.slice_id == ref.slice_id and one.signal == ref.signal:
                return one
        raise Unreachable(f"{ref.uri} was delivered anew while it was read; the next run takes it.")

    def _grouped(self, place: Place) -> list[_Slice]:
        """Every file in exactly one slice: that of its month, else its own."""
        groups: dict[tuple[str, str | None], list[Stored]] = {}
        for stored in self._files(place):
            folder, period = _period_of(stored.key)
            key = (period, period) if period else (_stem(folder), None)
            groups.setdefault(key, []).append(stored)
        return [
            _Slice(f"{self.name}__{slice_name(key)}", _folder_of(files), period, tuple(files))
            for (key, period), files in sorted(groups.items(), key=lambda item: item[0][0])
        ]

    def _files(self, place: Place) -> list[Stored]:
        alone = only_key(self.config, SUFFIXES)
        if alone is not None:
            return [place.head(alone)]
        found = [stored for stored in place.listing() if _is_bill(stored.key)]
        if not found:
            raise Unreachable(f"{place.uri} holds no FOCUS file (.csv, .csv.gz or .parquet).")
        return found

    def _place(self) -> Place:
        return open_place(self.config, self.workspace.home, files=SUFFIXES)


def _is_bill(key: str) -> bool:
    hidden = any(part.startswith((".", "_")) for part in key.split("/"))
    return not hidden and key.lower().endswith(SUFFIXES)


def _period_of(key: str) -> tuple[str, str | None]:
    """The folder that names the month, and the month; without one the key itself."""
    parts = key.split("/")
    for depth, part in enumerate(parts[:-1], start=1):
        match = _PERIOD_FOLDER.fullmatch(part)
        if match:
            year, month = match[1] or match[3], match[2] or match[4]
            return "/".join(parts[:depth]), f"{year}-{month}"
    return key, None


def _folder_of(files: Sequence[Stored]) -> str:
    return min(_period_of(stored.key)[0] for stored in files)


def _stem(key: str) -> str:
    return re.sub(r"\.(csv|csv\.gz|parquet)$", "", key, flags=re.IGNORECASE)


def _refuse_deliveries(one: _Slice, place: Place) -> None:
    """Two deliveries of one thing in one slice would count it twice."""
    stems: dict[str, str] = {}
    for stored in one.files:
        other = stems.setdefault(_stem(stored.key), stored.key)
        if other != stored.key:
            problem = f"{other} and {stored.key} are one file in two formats"
            raise BadInput(place.uri_of(one.folder), "the folder", problem, "Remove one of them")
    if one.period is None:
        return
    # Folders such as day=01 divide a delivery; any other folder is a delivery of its own.
    deliveries = {
        "/".join(part for part in stored.key.split("/")[:-1] if "=" not in part or _is_month(part))
        for stored in one.files
    }
    if len(deliveries) > 1:
        listed = ", ".join(sorted(deliveries)[:3])
        raise BadInput(
            place.uri_of(one.folder),
            "the folder",
            f"{one.period} is there in several deliveries ({listed}), which may repeat each other",
            "Keep the newest, or make each folder a source of its own; AWS has kind 'aws_focus'",
        )


def _is_month(part: str) -> bool:
    return _PERIOD_FOLDER.fullmatch(part) is not None
