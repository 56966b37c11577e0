"""Open the published file the way every reader should.

Belongs here: a connection that can read this file and nothing else. Does not: questions.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from ingest.errors import TonneError


def open_published(published: Path) -> duckdb.DuckDBPyConnection:
    """A connection in which `marts.<table>` is the published table; it can read nothing else.

    Raises:
        TonneError: nothing is published yet, or the file cannot be read.
    """
    if not published.is_file():
        raise TonneError(f"Nothing is published at {published} yet. `tonne run` publishes.")
    connection = duckdb.connect()
    try:
        # Opened by its own name the file would be a catalog `marts` beside the schema `marts`,
        # and DuckDB refuses a name that may be either.
        connection.execute(f"attach {path_literal(published)} as published (read_only)")
        connection.execute("use published")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
    except duckdb.Error as error:
        connection.close()
        raise TonneError(
            f"{published} cannot be read: {error}. `tonne run` writes it anew."
        ) from error
    return connection


def path_literal(path: Path) -> str:
    """A path as a string literal of SQL."""
    return "'" + str(path).replace("'", "''") + "'"
