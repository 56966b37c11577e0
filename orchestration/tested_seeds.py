"""Whether the warehouse holds today's seeds, loaded and tested: a build then leaves them alone.

Belongs here: the mark of it in the warehouse. Does not: loading or testing (dbt_build).
"""

from __future__ import annotations

import duckdb

from orchestration.dbt_project import Project
from orchestration.model_graph import ModelGraph, Node

_MARK = "raw.tested_seeds"


def are_held(connection: duckdb.DuckDBPyConnection, project: Project, graph: ModelGraph) -> bool:
    """Whether every seed's table is there, of these bytes, and passed these tests."""
    try:
        marks = connection.execute(f"select digest from {_MARK}").fetchall()
    except duckdb.CatalogException:
        return False
    found = connection.execute(
        "select table_schema, table_name from information_schema.tables"
    ).fetchall()
    wanted = {_table(seed) for seed in graph.seeds()}
    return marks == [(project.seeds_digest(),)] and wanted <= set(found)


def forget(connection: duckdb.DuckDBPyConnection) -> None:
    """Before they are loaded: a build that ends early has loaded some of them only."""
    connection.execute(f"drop table if exists {_MARK}")


def remember(connection: duckdb.DuckDBPyConnection, project: Project) -> None:
    """After a build that loaded and tested them all."""
    connection.execute(
        f"create or replace table {_MARK} as select ? as digest", [project.seeds_digest()]
    )


def _table(seed: Node) -> tuple[str, str]:
    return seed["schema"], seed["alias"]
