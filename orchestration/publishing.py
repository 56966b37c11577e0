"""Copy the marts to a new file and put it in the place of the published one, atomically.

Belongs here: the copy, the swap, the row that names the run. Does not: choosing what is a mart
(the schema `marts` is) or rendering.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from ingest import crash, durable
from ingest.errors import TonneError
from ingest.tool_version import TOOL_VERSION
from orchestration.published_file import open_published, path_literal

_TEMPORARY = ".marts-"


@dataclass(frozen=True)
class PublishedRun:
    """Which run the published file holds; the row of marts.published_run."""

    run_id: str
    fingerprint: str
    quarantined_slices: int


def publish(
    warehouse: Path,
    published: Path,
    run: PublishedRun,
    *,
    on_table: Callable[[str, int, int], None] = lambda *_: None,
) -> None:
    """Make the marts of `warehouse` what readers of `published` see from their next opening on.

    Readers that have the file open keep the one they opened. `on_table` is told name, done, total.

    Raises:
        TonneError: a mart is a view, which would look for its tables in the wrong file.
    """
    published.parent.mkdir(parents=True, exist_ok=True)
    for leftover in published.parent.glob(f"{_TEMPORARY}*"):
        leftover.unlink()  # of a run that was killed: only the writer is ever here
    temporary = published.parent / f"{_TEMPORARY}{os.getpid()}.duckdb"
    _copy(warehouse, temporary, run, on_table)
    descriptor = os.open(temporary, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    crash.point("before_swap")
    temporary.replace(published)
    crash.point("during_swap")
    durable.sync_folder(published.parent)


def published_run(published: Path) -> PublishedRun | None:
    """The run that readers see; none if nothing (readable) is published."""
    try:
        with open_published(published) as connection:
            row = connection.execute(
                "select run_id, fingerprint, quarantined_slices from marts.published_run"
            ).fetchone()
    except (TonneError, duckdb.Error):
        return None
    return PublishedRun(*row) if row else None


def _copy(
    warehouse: Path, target: Path, run: PublishedRun, on_table: Callable[[str, int, int], None]
) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach {path_literal(warehouse)} as built (read_only)")
        connection.execute(f"attach {path_literal(target)} as copy")
        connection.execute("create schema copy.marts")
        tables = _marts(connection)
        for done, table in enumerate(tables):
            on_table(table, done, len(tables))
            connection.execute(f'create table copy.marts."{table}" as from built.marts."{table}"')
        on_table("", len(tables), len(tables))
        connection.execute(
            "create table copy.marts.published_run as select ? as run_id, ?::timestamp as "
            "published_at, ? as fingerprint, ? as tool_version, ?::bigint as quarantined_slices",
            [
                run.run_id,
                datetime.now(UTC).replace(tzinfo=None),
                run.fingerprint,
                TOOL_VERSION,
                run.quarantined_slices,
            ],
        )
        connection.execute("checkpoint copy")
        connection.execute("detach copy")


def _marts(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "select table_name, table_type from information_schema.tables "
        "where table_catalog = 'built' and table_schema = 'marts' order by table_name"
    ).fetchall()
    if views := [name for name, type_ in rows if type_ == "VIEW"]:
        raise TonneError(f"These marts are views, and only tables are published: {views}.")
    return [name for name, _ in rows if name != "published_run"]
