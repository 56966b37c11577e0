"""An AWS bill in a workspace of its own: delivered by a test, landed for real, read as raw.

Belongs here: what the tests of AWS's traps share. Does not: how a bill is written (samples/).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from ingest.aws.cur2_columns import COLUMNS
from ingest.lake import Lake, Quarantined
from ingest.landing import Landed, land_source
from ingest.settings import Workspace, load_settings
from ingest.source import configured
from orchestration.raw_views import LandedFile, view_sql
from tests.contract.samples import aws_cur, aws_cur2

REPORT, EXPORT = aws_cur.SLICE, aws_cur2.SLICE


class LandedBill:
    """A workspace with one source of `kind`."""

    def __init__(self, home: Path, kind: str) -> None:
        self.home = home
        self.kind = kind
        self.lake = Lake(Workspace(home).lake)
        sample = {"aws_cur": aws_cur, "aws_cur2": aws_cur2}[kind]
        (home / "tonne.toml").write_text(sample.SETTINGS)
        self.bucket = home / "clouds"
        """What the keys of a legacy report begin in."""
        self.folder = home / "clouds/acme"
        """The folder of a Data Export."""

    def land(self) -> dict[str, Landed]:
        """Land it; what became of each slice."""
        [source] = configured(load_settings(self.home), Workspace(self.home))
        return {one.slice_id: one for one in land_source(source, self.lake)}

    def refused(self) -> Quarantined:
        """The one delivery in quarantine."""
        [refused] = self.lake.quarantined()
        return refused

    def rows(self, *columns: str) -> list[tuple[Any, ...]]:
        """Raw rows as dbt sees them, some columns of them, in their order."""
        files = [
            LandedFile(path, file.schema_fingerprint, file.columns)
            for _, file, path in self.lake.current_files(self.kind)
        ]
        picked = ", ".join(columns)
        query = f"select {picked} from ({view_sql(COLUMNS, files)}) order by all"
        return duckdb.execute(query).fetchall()

    def values(self, column: str) -> list[Any]:
        """One column of the raw rows, in its order."""
        return [value for (value,) in self.rows(column)]

    def cost(self) -> Decimal:
        """The sum of the printed cost."""
        [(cost,)] = self.rows("sum(line_item_unblended_cost::decimal(38, 12))")
        return Decimal(cost or 0)

    def report(self, tables: Sequence[Sequence[aws_cur.Row]], **given: Any) -> None:
        """Deliver October as a legacy report."""
        aws_cur.deliver_month(self.bucket, aws_cur.PERIOD, tables, **given)
