"""Books that close months in a lake, for tests of what may not change afterwards.

Belongs here: landing an event. Does not: entries, checksums, or who may close.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import ClassVar

import pyarrow as pa

from ingest import parquet
from ingest.lake import Lake
from ingest.landing import Landed, land_source
from ingest.settings import Workspace, load_settings
from ingest.source import Fetched, FetchedFile, SliceRef, configured
from tests.unit.ingest.invented import Invented


class _Events(Invented):
    """A book of one event each; its number is its place in their order."""

    kind = "books"
    columns: ClassVar[Mapping[str, str]] = {
        "sequence": "bigint",
        "record_kind": "varchar",
        "event_kind": "varchar",
        "period_start": "date",
        "period_end": "date",
    }
    event: tuple[str, date, date]

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        kind, first, last = self.event
        inputs = super().fetch(ref, into).inputs
        row = [self.offer[ref.slice_id.removeprefix("inv__")], "event", kind, first, last]
        values = {name: [value] for name, value in zip(self.columns, row, strict=True)}
        file = into / "0.parquet"
        parquet.write(file, pa.table(values, schema=parquet.arrow_schema(self.columns)))
        return Fetched((FetchedFile(file),), inputs, 1)


def close(home: Path, first: str, last: str, *, event: str = "close_month") -> None:
    """Land the event over the months `first` to `last` (YYYY-MM), after those there are."""
    lake = Lake(home / "lake")
    number = len(lake.manifests("books")) + 1
    source = _Events(home, **{f"{number:04}": number})
    source.event = (event, date.fromisoformat(f"{first}-01"), date.fromisoformat(f"{last}-01"))
    landed = {one.slice_id: one.status for one in land_source(source, lake)}
    assert landed[f"inv__{number:04}"] == "landed"


def deliver_again(home: Path, stem: str, *lines: str) -> Landed:
    """Write a register anew and land it alone, whatever else the workspace lands by itself."""
    (home / f"inputs/{stem}.csv").write_text("".join(f"{line}\n" for line in lines))
    sources = configured(load_settings(home), Workspace(home))
    [source] = [one for one in sources if one.name == stem]
    [landed] = land_source(source, Lake(home / "lake"))
    return landed
