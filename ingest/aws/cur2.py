"""AWS Cost and Usage Report 2.0: the bill, as Parquet or CSV, one slice per billing period.

Belongs here: the kind, and landing its Parquet as it is. Does not: the folder's layout
(data_export.py), the columns (cur2_columns.py), the checks (cur2_check.py).
"""

from __future__ import annotations

from pathlib import Path

from ingest.aws import cur2_check, data_export
from ingest.aws.bill import Bill
from ingest.aws.manifest import PeriodManifest
from ingest.objects import Downloaded, Place
from ingest.parquet_check import RepeatedKey
from ingest.source import FetchedFile


class Cur2(Bill):
    """The export folder that `uri` points at: the one that holds data/ and metadata/."""

    kind = "aws_cur2"

    def manifests(self, place: Place) -> list[PeriodManifest]:
        """The newest manifest of each billing period."""
        return data_export.newest_manifests(place)

    def take(
        self, kept: Path, target: Path, *, copied: Downloaded, period: str
    ) -> tuple[FetchedFile, int]:
        """Land Parquet byte for byte; CSV, and what no engine could read, is written anew."""
        if not kept.name.lower().endswith(".parquet"):
            return super().take(kept, target, copied=copied, period=period)
        try:
            rows = cur2_check.check(kept, name=copied.uri, period=period)
        except RepeatedKey:  # a map with a key twice: both values are kept, under two keys
            return super().take(kept, target, copied=copied, period=period)
        if rows:
            kept.rename(target)
        else:
            kept.unlink()
        return FetchedFile(target, period, copied.sha256), rows
