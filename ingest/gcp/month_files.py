"""Rows of one extract in a Parquet file per month, for a slice may hold rows of several.

Belongs here: one writer per month, in bounded memory. Does not: what a row holds.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from ingest import parquet
from ingest.arrow import RecordBatch, Schema
from ingest.arrow import compute as pc
from ingest.source import FetchedFile

# What waits for a row group, of each month apart: an extract may hold years.
_WAITING_BYTES = 16 * 1024 * 1024


class MonthFiles:
    """The files of one extract in the folder `into`; they are whole once `stack` is closed."""

    def __init__(self, into: Path, stem: str, schema: Schema, stack: ExitStack) -> None:
        self._into = into
        self._stem = stem
        self._schema = schema
        self._stack = stack
        self._writers: dict[str, parquet.Writer] = {}
        self.rows = 0

    def add(self, batch: RecordBatch, moment: str) -> None:
        """Write each row of `batch` to the file of the month that its column `moment` lies in."""
        months = pc.strftime(batch.column(moment), format="%Y-%m")
        for month in pc.unique(months).to_pylist():
            self._writer(month).add(batch.filter(pc.equal(months, month)))
        self.rows += batch.num_rows

    def files(self) -> list[FetchedFile]:
        """The files, by month."""
        return [FetchedFile(self._path(month), month) for month in sorted(self._writers)]

    def _writer(self, month: str) -> parquet.Writer:
        if month not in self._writers:
            path = self._path(month)
            writer = parquet.Writer(path, self._schema, waiting_bytes=_WAITING_BYTES)
            self._writers[month] = self._stack.enter_context(writer)
        return self._writers[month]

    def _path(self, month: str) -> Path:
        return self._into / f"{self._stem}-{month}.parquet"
