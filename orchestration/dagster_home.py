"""Dagster's home within the workspace: the history of runs, in SQLite.

Belongs here: its settings, and opening it. Does not: anything a figure depends on; the whole
folder may be thrown away.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DatabaseError

from ingest import durable
from ingest.errors import TonneError

_SETTINGS = b"""\
# Runs are recorded in SQLite beside this file. Nothing is reported to anybody.
telemetry:
  enabled: false
# Copying the output of steps would need a process per step; dbt keeps its own log in ../dbt/logs.
compute_logs:
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
"""


def prepared(state: Path) -> Path:
    """Dagster's home of a workspace, with its settings written if it is new."""
    home = state / "dagster"
    settings = home / "dagster.yaml"
    if not settings.exists():
        durable.write_atomically(settings, _SETTINGS)
    return home


@contextmanager
def opened(state: Path) -> Iterator[dg.DagsterInstance]:
    """Dagster's instance of a workspace, made with telemetry off if it is new.

    Raises:
        TonneError: the history cannot be read or written.
    """
    home = prepared(state)
    os.environ["DAGSTER_HOME"] = str(home)
    event.listen(Engine, "connect", _leave_flushing_to_the_system)
    try:
        with dg.DagsterInstance.get() as instance:
            yield instance
    except DatabaseError as error:
        raise TonneError(
            f"The history of runs in {home} cannot be used: {error.orig}. No figure depends on it: "
            "move the folder away and run again."
        ) from error
    finally:
        event.remove(Engine, "connect", _leave_flushing_to_the_system)


def _leave_flushing_to_the_system(connection: Any, _: object) -> None:
    """Do not wait for the disk at each of some hundred events: on a busy one that takes a minute.

    A killed run loses nothing by this; a power cut may lose history.
    """
    connection.execute("pragma synchronous = off")
