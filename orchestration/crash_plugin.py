"""A dbt-duckdb plugin: dbt leaves when its parent is gone, and tests may kill a run inside a model.

Belongs here: what must run within the dbt process. Does not: anything a model needs to be right.
"""

from __future__ import annotations

import os
from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin
from duckdb import DuckDBPyConnection

from ingest import crash


class Plugin(BasePlugin):
    """Named in profiles.yml; dbt makes it before it opens the warehouse."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Refuse to open the warehouse for a parent that no longer lives.

        A run that was killed while its dbt started up would otherwise meet the next run's dbt.

        Raises:
            RuntimeError: the process that started this dbt has ended.
        """
        parent = os.environ.get("TONNE_PID")
        if parent and os.getppid() != int(parent):
            raise RuntimeError(f"Process {parent}, which started this dbt, has ended.")

    def configure_connection(self, conn: DuckDBPyConnection) -> None:
        """Give SQL `tonne_checkpoint(name)`, where tests have themselves killed."""
        if os.environ.get("TONNE_CRASH_AT"):
            conn.create_function(
                "tonne_checkpoint", _checkpoint, ["VARCHAR"], "BOOLEAN", side_effects=True
            )


def _checkpoint(name: str) -> bool:
    crash.point(name)
    return True
