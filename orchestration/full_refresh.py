"""Whether the tables of the incremental models still have the columns of their contracts.

Belongs here: comparing dbt's manifest with the warehouse. Does not: refreshing.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from orchestration.model_graph import ModelGraph, Node


def changed_tables(connection: duckdb.DuckDBPyConnection, graph: ModelGraph) -> list[str]:
    """The incremental models whose table has other columns than the contract promises.

    Such a table cannot be added to; only a full refresh of it helps.
    """
    return [
        name
        for name, model in graph.incremental_models().items()
        if (held := _held_columns(connection, model)) and held != _promised(connection, model)
    ]


def _promised(connection: duckdb.DuckDBPyConnection, model: Node) -> Mapping[str, str]:
    """Column -> type as DuckDB spells it."""
    types = {name.lower(): column.get("data_type") for name, column in model["columns"].items()}
    if not model["config"].get("contract", {}).get("enforced"):
        return _held_columns(connection, model)
    return {
        name: connection.execute(f"select typeof(null::{type_})").fetchall()[0][0]
        for name, type_ in types.items()
        if type_
    }


def _held_columns(connection: duckdb.DuckDBPyConnection, model: Node) -> Mapping[str, str]:
    """Column -> type of the model's table; empty if there is none."""
    rows = connection.execute(
        "select lower(column_name), data_type from information_schema.columns "
        "where table_schema = ? and table_name = ?",
        [model["schema"], model["alias"]],
    ).fetchall()
    return dict(rows)
