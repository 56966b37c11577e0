"""A dbt-duckdb plugin: dbt leaves when its parent is gone, and tests may kill a run inside a model.

Belongs here: what must run within the dbt process. Does not: anything a model needs to be right.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from dbt.adapters.duckdb.plugins import BasePlugin
from dbt_common.events.event_manager_client import add_callback_to_manager
from duckdb import DuckDBPyConnection

from ingest import crash

_BETWEEN_MODELS = "between_models"
_REACHED = pa.schema([("reached", pa.bool_())])
_CHECKPOINT = """
create or replace temp macro tonne_checkpoint(point) as (
    select bool_and(reached) from tonne_checkpoint_reached where point = '{point}'
)
"""


class Plugin(BasePlugin):
    """Named in profiles.yml; dbt makes it before it opens the warehouse."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Refuse to open the warehouse for a parent that no longer lives.

        A run that was killed while its dbt started up would otherwise meet the next run's dbt.

        Raises:
            RuntimeError: the process that started this dbt has ended.
        """
        del plugin_config
        parent = os.environ.get("TONNE_PID")
        if parent and os.getppid() != int(parent):
            raise RuntimeError(f"Process {parent}, which started this dbt, has ended.")
        if os.environ.get("TONNE_CRASH_AT") == _BETWEEN_MODELS:
            add_callback_to_manager(_after_an_incremental_model)

    def configure_cursor(self, cursor: DuckDBPyConnection) -> None:
        """Give SQL `tonne_checkpoint(point)`, where tests have themselves killed.

        Scanning a reader runs Python in the midst of a statement; a Python function of DuckDB
        would do so too, and needs numpy.
        """
        if point := os.environ.get("TONNE_CRASH_AT"):
            reader = pa.RecordBatchReader.from_batches(_REACHED, _dying(point))
            cursor.register("tonne_checkpoint_reached", reader)
            cursor.execute(_CHECKPOINT.format(point=point))


def _dying(point: str) -> Iterator[Any]:
    _reach(point)
    yield pa.record_batch({"reached": [True]}, schema=_REACHED)


def _after_an_incremental_model(event: Any) -> None:
    """Its table is committed, and the models that read it have not begun."""
    if event.info.name == "LogModelResult" and event.data.node_info.materialized == "incremental":
        _reach(_BETWEEN_MODELS)


def _reach(point: str) -> None:
    """Die here, once: after the parent alone was killed, its pid may become another's."""
    if "TONNE_CRASH_AT" in os.environ:
        crash.point(point)
        del os.environ["TONNE_CRASH_AT"]
