"""A source that Google offers in two ways: as a table in BigQuery, or as extracts of it in files.

From BigQuery a part of the table (a day, a month) is copied to Parquet as it stands there; that
file is kept as evidence and read like any extract, so that both ways land the same rows.
Belongs here: slices and fetching of both. Does not: what a row holds.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.delivered_files import DeliveredFiles, NamedPeriod
from ingest.errors import BadInput, Unreachable
from ingest.gcp.bigquery import Table
from ingest.gcp.bigquery_client import SCHEME, BigQuerySettings
from ingest.gcp.extract_folders import named_part
from ingest.gcp.extract_rows import SUFFIXES
from ingest.manifests import LakeInput
from ingest.parquet import sha256_of
from ingest.source import Fetched, SliceRef


@dataclass(frozen=True)
class Part:
    """A part of the table as it is now; `signal` ends in its number of rows."""

    label: str
    months: tuple[str, ...]
    signal: str


class TableSource(DeliveredFiles):
    """A table in BigQuery (bigquery://project/dataset/table), or a folder of extracts of it."""

    settings = BigQuerySettings
    config: BigQuerySettings  # pyright: ignore[reportIncompatibleVariableOverride]
    suffixes = SUFFIXES

    @abstractmethod
    def parts(self, table: Table) -> Iterator[Part]:
        """The parts of the table, each with a signal that changes when its rows do."""

    @abstractmethod
    def wanted(self) -> Sequence[str]:
        """The top-level columns to ask for."""

    @abstractmethod
    def rows_of(self, table: Table, label: str) -> str:
        """The SQL condition for the rows of a part."""

    def named_period(self, folders: Sequence[str]) -> NamedPeriod | None:
        """The day or month of the table that the folders name."""
        return named_part(folders)

    def slices(self) -> Iterator[SliceRef]:
        """One slice per part of the table, else per folder that names one, else per file."""
        if not self._is_table:
            yield from super().slices()
            return
        table = self._table()
        for part in self.parts(table):
            yield SliceRef(
                f"{self.name}__{part.label}",
                part.months,
                part.signal,
                f"{table.address.uri}${part.label.replace('-', '')}",
            )

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Keep the part as BigQuery or the files hold it, and write it as typed Parquet."""
        if not self._is_table:
            return super().fetch(ref, into)
        table = self._table()
        label = ref.slice_id.removeprefix(f"{self.name}__")
        kept = into / "source" / f"{table.address.table}.{label}.parquet"
        columns = table.present(self.wanted())
        copied = table.copy(columns, self.rows_of(table, label), kept)
        if copied.rows != int(ref.signal.rpartition("/")[2]):
            raise Unreachable(
                f"{ref.uri} changed while it was read, and {copied.via} gave {copied.rows} rows; "
                "the next run takes it."
            )
        files, rows = self.write(kept, name=ref.uri, into=into, stem="0", label=label)
        if rows != copied.rows:
            problem = f"{copied.rows} rows were read, {rows} written"
            raise BadInput(ref.uri, "the count of rows", problem, "Land it again")
        read = LakeInput(uri=ref.uri, bytes=kept.stat().st_size, sha256=sha256_of(kept))
        return Fetched(tuple(files), (read,), rows)

    def touch(self, ref: SliceRef) -> None:
        """Hold that the part or the file may be read."""
        if self._is_table:
            self.touch_listing(ref)
        else:
            super().touch(ref)

    def remarks(self) -> Iterator[str]:
        """How many bytes a first run reads from BigQuery, and what limits a query."""
        if self._is_table:
            table = self._table()
            estimate = table.estimate(table.present(self.wanted()))
            limit = self.config.maximum_bytes_billed
            allowed = (
                f"no query may scan more than {limit:,}" if limit else "nothing limits a query"
            )
            yield f"a first run reads about {estimate:,} bytes; {allowed} (maximum_bytes_billed)"

    @property
    def _is_table(self) -> bool:
        return self.config.uri.startswith(SCHEME)

    def _table(self) -> Table:
        return Table(self.config)
