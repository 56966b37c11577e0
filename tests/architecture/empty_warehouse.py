"""Every model bound by DuckDB over an empty lake: the engine's own word on each type.

Belongs here: making the tables, asking for plans. Does not: any rule.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from ingest.source import discover
from orchestration import raw_tables, raw_views
from orchestration.lake_state import LakeState, contracts_of
from tests.architecture.compiled import Compiled, Model
from tests.architecture.house import SEEDS


@dataclass(frozen=True)
class Aggregate:
    """One aggregate call of a query, with the DuckDB type of what it aggregates."""

    function: str
    argument_type: str


def build(project: Compiled) -> duckdb.DuckDBPyConnection:
    """Make raw, seeds and every model as tables of a database in memory.

    Raises:
        AssertionError: a model does not bind; the message names it.
    """
    connection = duckdb.connect()
    # Compiled models name the database they were compiled for: the stem of its file.
    connection.execute("attach ':memory:' as warehouse")
    connection.execute("use warehouse")
    _make_raw(connection)
    for seed in project.seeds:
        _make_seed(connection, seed)
    for model in project.models:
        connection.execute(f"create schema if not exists {model.node['schema']}")
        place = f"{model.node['schema']}.{model.node['alias']}"
        try:
            connection.execute(f"create table {place} as {model.sql}")
        except duckdb.Error as error:
            raise AssertionError(f"{model.name} does not bind: {error}") from error
    return connection


def column_types(connection: duckdb.DuckDBPyConnection, model: Model) -> dict[str, str]:
    """The columns that a model's query gives, with DuckDB's types."""
    place = f"{model.node['schema']}.{model.node['alias']}"
    return {row[0]: row[1] for row in connection.execute(f"describe {place}").fetchall()}


def aggregates(connection: duckdb.DuckDBPyConnection, model: Model) -> list[Aggregate]:
    """Every aggregate call in a model's bound plan, in windows too."""
    row = connection.execute(
        "select json_serialize_plan(?::varchar, optimize := false)", [model.sql]
    ).fetchone()
    plan = json.loads(row[0]) if row else {"error": True}
    if plan["error"]:
        raise AssertionError(f"{model.name} has no plan: {plan.get('error_message')}")
    return list(_aggregates(plan["plans"]))


def _make_raw(connection: duckdb.DuckDBPyConnection) -> None:
    nothing = LakeState(current=(), history=(), quarantined=(), files={})
    tables = raw_tables.raw_tables(nothing, [], "")
    raw_views.write(
        connection, raw_views.RawSchema(contracts_of(discover()).columns, nothing.files, tables)
    )


def _make_seed(connection: duckdb.DuckDBPyConnection, seed: Mapping[str, Any]) -> None:
    connection.execute(f"create schema if not exists {seed['schema']}")
    file = SEEDS.parent / "dbt_project" / seed["original_file_path"]
    types = seed["config"]["column_types"]
    connection.execute(
        f"create table {seed['schema']}.{seed['alias']} as "
        "from read_csv(?, header = true, nullstr = '', types = ?)",
        [str(file.resolve()), types],
    )


def _aggregates(plan: object) -> Iterator[Aggregate]:
    if isinstance(plan, dict):
        if plan.get("expression_class") in ("BOUND_AGGREGATE", "BOUND_WINDOW"):
            for argument in plan.get("children", [])[:1]:
                type_ = argument.get("return_type", {}).get("id", "")
                function = plan.get("name") or plan.get("type", "")
                yield Aggregate(str(function).lower(), str(type_))
        for value in plan.values():
            yield from _aggregates(value)
    elif isinstance(plan, list):
        for value in plan:
            yield from _aggregates(value)
