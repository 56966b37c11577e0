"""Google Cloud's billing export, standard or detailed: from BigQuery by partition, or as extracts.

Belongs here: what a slice is and when it has changed. Does not: reading rows (billing_rows.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from ingest.gcp.bigquery import Table
from ingest.gcp.billing_columns import COLUMNS, MINIMUM_TOP_LEVEL, TOP_LEVEL
from ingest.gcp.billing_rows import write_months
from ingest.gcp.table_source import Part, TableSource
from ingest.source import FetchedFile

# The day on which Google wrote a row: late rows and corrections arrive on a day of their own.
_PARTITION = "_PARTITIONDATE"


class GcpBilling(TableSource):
    """The billing export at `uri`: the table, or a folder of extracts (Parquet, JSON, CSV)."""

    kind = "gcp_billing"
    columns = COLUMNS
    contract_version = 3
    feeds_usage = True
    content = "billing extract"

    def parts(self, table: Table) -> Iterator[Part]:
        """One per day of export; its signal is the newest export time and the number of rows.

        Rows in the streaming buffer belong to no day yet, and come with the next run.
        """
        table.require(MINIMUM_TOP_LEVEL)
        day = self._day(table)
        since = self.config.first_day
        condition = f"{day} >= '{since.isoformat()}'" if since else f"{day} is not null"
        for row in table.query(
            f"select {day} as part_day, max(export_time) as newest, count(*) as part_rows, "
            "min(usage_start_time) as first_use, max(usage_start_time) as last_use "
            f"from {table.address.sql} where {condition} group by 1 order by 1"
        ):
            newest = row["newest"].isoformat() if row["newest"] else "never"
            yield Part(
                label=row["part_day"].isoformat(),
                months=_months(row["first_use"], row["last_use"]),
                signal=f"{newest}/{row['part_rows']}",
            )

    def wanted(self) -> Sequence[str]:
        """The columns that the raw contract is made of."""
        return TOP_LEVEL

    def rows_of(self, table: Table, label: str) -> str:
        """All rows of one partition: a partition is replaced as a whole."""
        return f"{self._day(table)} = '{label}'"

    def months_of(self, label: str) -> tuple[str, ...]:
        """None: what is exported on a day may have been used in any month before."""
        del label
        return ()

    def write(
        self, path: Path, *, name: str, into: Path, stem: str, label: str | None
    ) -> tuple[list[FetchedFile], int]:
        """Write one extract by month of use."""
        del label
        return write_months(path, name=name, into=into, stem=stem)

    def _day(self, table: Table) -> str:
        column = self.config.partition_column
        return table.day_of(column) if column else _PARTITION


def _months(first: datetime | None, last: datetime | None) -> tuple[str, ...]:
    """Every month from that of `first` to that of `last`; none where no row has a time."""
    if first is None or last is None:
        return ()
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(f"{month // 12:04d}-{month % 12 + 1:02d}" for month in months)
