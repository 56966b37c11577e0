"""Samples that `tonne agent` left in a spool: a slice for each host and UTC day.

Belongs here: the kind, which files of the spool make a slice. Does not: what is in one
(spooled_samples.py), writing them (agent/).
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from ingest.errors import Unreachable
from ingest.manifests import LakeInput
from ingest.objects import Place, Stored, open_place
from ingest.source import Fetched, FetchedFile, SliceRef, Source
from ingest.telemetry import samples
from ingest.telemetry.agent.spool import LONGEST_FILE_S, SpoolFile, parsed
from ingest.telemetry.spooled_samples import NEIGHBOUR_S, DayAndNeighbours, series_in

_BEFORE = timedelta(seconds=LONGEST_FILE_S + NEIGHBOUR_S)
_AFTER = timedelta(seconds=NEIGHBOUR_S)


@dataclass(frozen=True)
class _Day:
    """The files of one slice, with those that hold the samples next to the day."""

    host: str
    day: date
    files: tuple[tuple[SpoolFile, Stored], ...]

    @property
    def folder(self) -> str:
        """Where the files of the day itself lie."""
        return f"{self.host}/{self.day}"

    @property
    def signal(self) -> str:
        """Changes whenever one of the files does, or another comes."""
        lines = "\n".join(f"{stored.key} {stored.signal}" for _, stored in self.files)
        return hashlib.sha256(lines.encode()).hexdigest()


class AgentSamples(Source):
    """The spool that `uri` points at: a folder or a bucket that agents write."""

    kind = "agent_samples"
    feeds_energy = True
    columns = samples.COLUMNS

    def slices(self) -> Iterator[SliceRef]:
        """One slice per host and day; the first files of the next day belong to its signal."""
        place = self._place()
        days = list(_days(place.listing()))
        if not days:
            raise Unreachable(f"{place.uri} holds no samples (HOST/YYYY-MM-DD/*.parquet).")
        for one in days:
            month = f"{one.day:%Y-%m}"
            slice_id = f"{self.name}__{one.host}__{one.day}"
            yield SliceRef(slice_id, (month,), one.signal, place.uri_of(one.folder))

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Keep the files and write one Parquet by series and time."""
        place = self._place()
        host, text = ref.uri.removeprefix(f"{place.uri}/").split("/")
        day = date.fromisoformat(text)
        [found] = [one for one in _days(place.listing(host)) if one.day == day]
        if found.signal != ref.signal:
            message = f"{ref.uri} was written while it was read; the next run takes it."
            raise Unreachable(message, "unanswered")
        taken = DayAndNeighbours(day)
        inputs: list[LakeInput] = []
        for file, stored in found.files:
            kept = into / "source" / stored.key.partition("/")[2]
            copied = place.download(stored.key, kept)
            inputs.append(LakeInput(uri=copied.uri, bytes=copied.bytes, sha256=copied.sha256))
            name = copied.uri.removeprefix("file://")
            for one in series_in(kept, name=name, host=file.host):
                taken.add(one)
        made = into / f"{day}.parquet"
        whole = taken.samples()
        whole.write(made)
        return Fetched((FetchedFile(made, f"{day:%Y-%m}"),), tuple(inputs), whole.rows)

    def _place(self) -> Place:
        return open_place(self.config, self.workspace.home)


def _days(listing: Iterable[Stored]) -> Iterator[_Day]:
    """Every host and day that has files, with the files of an hour around it."""
    hosts: dict[str, list[tuple[SpoolFile, Stored]]] = {}
    for stored in listing:
        if file := parsed(stored.key):
            hosts.setdefault(file.host, []).append((file, stored))
    for host, found in sorted(hosts.items()):
        found.sort(key=lambda one: (one[0].started, one[0].key))
        begun = [file.started for file, _ in found]
        for day in sorted({at.date() for at in begun}):
            starts = datetime.combine(day, time())
            first = bisect_left(begun, starts - _BEFORE)
            end = bisect_left(begun, starts + timedelta(days=1) + _AFTER)
            yield _Day(host, day, tuple(found[first:end]))
