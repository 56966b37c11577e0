"""AWS FOCUS exports (1.0, 1.1, 1.2 with AWS columns): the bill, one slice per billing period.

Belongs here: the kind, and landing one of its files. Does not: the folder's layout
(data_export.py), fetching (bill.py), reading a file (focus_file.py), its columns
(focus_columns.py).
"""

from __future__ import annotations

from pathlib import Path

from ingest import focus_columns
from ingest.aws import data_export
from ingest.aws.bill import Bill
from ingest.aws.manifest import PeriodManifest
from ingest.focus_file import write_months
from ingest.objects import Downloaded, Place
from ingest.source import FetchedFile


class AwsFocus(Bill):
    """The export folder that `uri` points at: the one that holds data/ and metadata/."""

    kind = "aws_focus"
    columns = focus_columns.COLUMNS

    def manifests(self, place: Place) -> list[PeriodManifest]:
        """The newest manifest of each billing period."""
        return data_export.newest_manifests(place)

    def take(
        self, kept: Path, target: Path, *, copied: Downloaded, period: str
    ) -> tuple[FetchedFile, int]:
        """Write the one month that the file may hold as typed Parquet."""
        made, rows = write_months(
            kept, name=copied.uri, into=target.parent, stem=target.stem, period=period
        )
        return (made[0] if made else FetchedFile(target, period)), rows
