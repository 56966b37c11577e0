"""A workspace with one source of any kind, landed for real and read as dbt sees it.

Belongs here: what the tests of one source share. Does not: how its provider delivers (samples/).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from ingest.lake import Lake, Quarantined
from ingest.landing import Landed, land_source
from ingest.settings import Workspace, load_settings
from ingest.source import Source, configured, discover
from orchestration.raw_views import LandedFile, view_sql


class LandedRows:
    """The workspace `home` with the source `name` of `kind`; `keys` are those of its table."""

    def __init__(self, home: Path, kind: str, name: str, keys: Mapping[str, Any]) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.home = home
        self.kind = kind
        self.lake = Lake(Workspace(home).lake)
        lines = [f"[sources.{name}]", f'kind = "{kind}"']
        lines += [f"{key} = {_toml(value)}" for key, value in keys.items()]
        (home / "tonne.toml").write_text("\n".join(lines) + "\n")

    def source(self) -> Source:
        """The source, as the workspace configures it."""
        [source] = configured(load_settings(self.home), Workspace(self.home))
        return source

    def land(self) -> dict[str, Landed]:
        """Land it; what became of each slice."""
        return {one.slice_id: one for one in land_source(self.source(), self.lake)}

    def refused(self) -> Quarantined:
        """The one delivery in quarantine."""
        [refused] = self.lake.quarantined()
        return refused

    def columns(self) -> list[str]:
        """The columns of the raw view."""
        described = duckdb.execute(f"describe {self._view()}").fetchall()
        return [row[0] for row in described]

    def rows(self, *columns: str) -> list[tuple[Any, ...]]:
        """Raw rows as dbt sees them, some columns of them, in their order."""
        picked = ", ".join(columns)
        ordered = "group by all " if any("(*)" in column for column in columns) else ""
        query = f"select {picked} from ({self._view()}) {ordered}order by all"
        return duckdb.execute(query).fetchall()

    def _view(self) -> str:
        files = [
            LandedFile(path, file.schema_fingerprint, file.columns)
            for _, file, path in self.lake.current_files(self.kind)
        ]
        return view_sql(discover()[self.kind].columns, files)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value) if isinstance(value, list | int) else f'"{value}"'
