"""AWS's own figures in a workspace of its own: told by a test, landed for real, read as raw.

Belongs here: what the tests of carbon exports and of the API share. Does not: how either is
written (samples/).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from ingest.lake import Lake, Quarantined
from ingest.landing import Landed, land_source
from ingest.settings import Workspace, load_settings
from ingest.source import configured, discover
from orchestration.doctor import exports
from orchestration.doctor.finding import Finding
from orchestration.raw_views import LandedFile, view_sql


class LandedFigures:
    """A workspace with one source of `kind`, whose tonne.toml is `settings`."""

    def __init__(self, home: Path, kind: str, settings: str) -> None:
        self.home = home
        self.kind = kind
        self.lake = Lake(Workspace(home).lake)
        self.folder = home / "clouds/acme"
        (home / "tonne.toml").write_text(settings)

    def land(self) -> dict[str, Landed]:
        """Land it; what became of each slice."""
        [source] = configured(load_settings(self.home), Workspace(self.home))
        return {one.slice_id: one for one in land_source(source, self.lake)}

    def examined(self) -> list[Finding]:
        """What the doctor finds in the export's settings."""
        [source] = configured(load_settings(self.home), Workspace(self.home))
        return list(exports.findings(source, self.lake))

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
        view = view_sql(discover()[self.kind].columns, files)
        return duckdb.execute(f"select {', '.join(columns)} from ({view}) order by all").fetchall()
