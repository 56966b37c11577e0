"""What every step of the main job works with: one workspace, its lake, its dbt project.

Belongs here: things that are the same in all steps. Does not: work.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import duckdb

from ingest.lake import Lake
from ingest.settings import Settings, Workspace, load_settings
from ingest.source import Source, configured, discover
from orchestration.dbt_project import Project
from orchestration.fingerprints import Contracts
from orchestration.lake_state import contracts_of
from orchestration.lock import WriterLock
from orchestration.model_graph import ModelGraph
from orchestration.progress import Progress, RunRecord
from orchestration.warehouse import ORPHAN_SECONDS, open_warehouse


@dataclass
class Workroom:
    """One workspace, opened.

    `record` is filled by one run; `orphan_seconds` is how long a dbt without a parent, which still
    has the warehouse open, is waited for.
    """

    workspace: Workspace
    project: Project
    progress: Progress
    record: RunRecord = field(default_factory=RunRecord)
    orphan_seconds: float = ORPHAN_SECONDS

    @cached_property
    def settings(self) -> Settings:
        """What tonne.toml says.

        Raises:
            BadSettings: it is missing or cannot be used.
        """
        return load_settings(self.workspace.home)

    @cached_property
    def sources(self) -> list[Source]:
        """The configured sources and the registers."""
        return configured(self.settings, self.workspace)

    @cached_property
    def contracts(self) -> Contracts:
        """The raw contract of every kind there is."""
        return contracts_of(discover())

    @cached_property
    def lock(self) -> WriterLock:
        """The right to write this workspace, taken once for a whole run."""
        return WriterLock(self.workspace.state)

    @property
    def lake(self) -> Lake:
        """The landed slices."""
        return Lake(self.workspace.lake)

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """dbt's manifest; parses the project first if a file of it changed."""
        return self.project.manifest()

    @cached_property
    def graph(self) -> ModelGraph:
        """The manifest as a graph."""
        return ModelGraph(self.manifest, self.project.project_dir)

    def open_warehouse(self) -> duckdb.DuckDBPyConnection:
        """Connect to the warehouse; the caller holds the writer's lock and closes it."""
        return open_warehouse(
            self.workspace.warehouse, wait_seconds=self.orphan_seconds, on_wait=self.progress.say
        )
