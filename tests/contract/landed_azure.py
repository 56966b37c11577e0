"""An Azure bill in a workspace of its own: delivered by a test, landed for real, read as raw.

Belongs here: what the tests of Azure's traps share. Does not: how a bill is written (samples/).
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from ingest.azure.cost_columns import COLUMNS
from ingest.lake import Lake, Quarantined
from ingest.landing import Landed, land_source
from ingest.settings import Workspace, load_settings
from ingest.source import configured
from orchestration.raw_views import LandedFile, view_sql
from tests.contract.samples import azure_cost

SLICE = azure_cost.SLICE


class LandedCosts:
    """A workspace with one source of cost details."""

    def __init__(self, home: Path, settings: str = azure_cost.SETTINGS) -> None:
        self.home = home
        self.lake = Lake(Workspace(home).lake)
        self.configure(settings)

    def configure(self, settings: str) -> None:
        """Write the settings anew."""
        (self.home / "tonne.toml").write_text(settings)

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
            for _, file, path in self.lake.current_files("azure_cost")
        ]
        picked = ", ".join(columns)
        query = f"select {picked} from ({view_sql(COLUMNS, files)}) order by all"
        return duckdb.execute(query).fetchall()

    def values(self, column: str) -> list[Any]:
        """One column of the raw rows, in its order."""
        return [value for (value,) in self.rows(column)]

    def cost(self) -> Decimal:
        """The sum of the printed cost."""
        [(cost,)] = self.rows("sum(cast(cost::varchar as decimal(38, 12)))")
        return Decimal(cost or 0)

    def put(self, name: str, content: bytes) -> None:
        """Put a file into the folder of the export, without a manifest."""
        path = self.home / azure_cost.CONTAINER / azure_cost.ROOT / "actual" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
