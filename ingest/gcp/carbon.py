"""Google Cloud's Carbon Footprint export: from BigQuery by month of use, or as extracts of it.

A month is published once, and anew only where its owner runs a backfill; the whole table is small
and is asked for a fingerprint of every month each time.
Belongs here: what a slice is and when it has changed. Does not: reading rows (carbon_rows.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.gcp.bigquery import Table
from ingest.gcp.carbon_columns import COLUMNS, TOP_LEVEL
from ingest.gcp.carbon_rows import write_months
from ingest.gcp.table_source import Part, TableSource
from ingest.source import FetchedFile


class GcpCarbon(TableSource):
    """The export at `uri`: the table `carbon_footprint`, or a folder of extracts of it."""

    kind = "gcp_carbon"
    columns = COLUMNS
    content = "carbon extract"

    def parts(self, table: Table) -> Iterator[Part]:
        """One per month of use; its signal is the newest model, a fingerprint and count of rows."""
        table.require(TOP_LEVEL)
        since = self.config.first_day
        condition = f"usage_month >= '{since.isoformat()}'" if since else "usage_month is not null"
        row_text = f"to_json_string(struct({', '.join(TOP_LEVEL)}))"
        for row in table.query(
            "select usage_month, max(carbon_model_version) as model, count(*) as part_rows, "
            f"bit_xor(farm_fingerprint({row_text})) as fingerprint "
            f"from {table.address.sql} where {condition} group by 1 order by 1"
        ):
            month = row["usage_month"].isoformat()[:7]
            signal = f"{row['model']}/{row['fingerprint']}/{row['part_rows']}"
            yield Part(month, (month,), signal)

    def wanted(self) -> Sequence[str]:
        """The columns that the raw contract is made of; deprecated ones are not among them."""
        return TOP_LEVEL

    def rows_of(self, table: Table, label: str) -> str:
        """All rows of one month, of whichever model."""
        del table
        return f"usage_month = '{label}-01'"

    def months_of(self, label: str) -> tuple[str, ...]:
        """None: a folder may be named for the day of publication."""
        del label
        return ()

    def write(
        self, path: Path, *, name: str, into: Path, stem: str, label: str | None
    ) -> tuple[list[FetchedFile], int]:
        """Write one extract by month."""
        del label
        return write_months(path, name=name, into=into, stem=stem)
