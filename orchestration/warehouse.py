"""Open warehouse.duckdb, also while a dbt whose parent was killed still holds it.

Belongs here: connecting and waiting. Does not: what is written.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from ingest.errors import TonneError
from orchestration.lock import Busy

ORPHAN_SECONDS = 60.0
"""How long a dbt without a parent is waited for: it ends by itself after its last model."""

_HELD = re.compile(r"Could not set lock on file .*?Conflicting lock is held", re.DOTALL)
_PID = re.compile(r"\(PID (\d+)\)")
_POLL_SECONDS = 0.5
# Whoever writes next would else merge what replaced slices left in every table. The dbt profile has
# it too, and its reason.
_LEAVE_ROWS_IN_PLACE = "set max_vacuum_tasks = 0"


def open_warehouse(
    path: Path,
    *,
    wait_seconds: float = ORPHAN_SECONDS,
    read_only: bool = False,
    on_wait: Callable[[str], None] = print,
) -> duckdb.DuckDBPyConnection:
    """Connect, waiting up to `wait_seconds` for a process that has the file open.

    Raises:
        Busy: that process still holds the file.
        TonneError: the file cannot be opened at all.
    """
    deadline = time.monotonic() + wait_seconds
    is_told = False
    while True:
        try:
            connection = duckdb.connect(str(path), read_only=read_only)
            connection.execute(_LEAVE_ROWS_IN_PLACE)
            return connection
        except duckdb.Error as error:
            if not _HELD.search(str(error)):
                raise TonneError(_unopened(path, error)) from error
            pid = _PID.search(str(error))
            who = f"process {pid[1]}" if pid else "another process"
        if time.monotonic() >= deadline:
            raise Busy(f"{path.name} is still open in {who}. Try again when it has ended.")
        if not is_told:
            on_wait(f"{path.name} is open in {who}: waiting up to {wait_seconds:.0f} s for it.")
            is_told = True
        time.sleep(_POLL_SECONDS)


def _unopened(path: Path, error: duckdb.Error) -> str:
    return (
        f"{path} cannot be opened: {error}. It holds nothing that the lake does not: "
        "move it away and `tonne run` builds it anew."
    )
