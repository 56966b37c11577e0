"""A table whose columns are not those of its contract is found before dbt starts."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.full_refresh import changed_tables
from orchestration.model_graph import ModelGraph


@pytest.fixture
def warehouse() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("create schema marts; create schema intermediate")
    connection.execute(
        "create table marts.facts (slice_id varchar, build_key varchar, cost double)"
    )
    return connection


def _graph(manifest: dict[str, Any], **columns: str) -> ModelGraph:
    """The toy's graph, with columns added to the contract of facts."""
    edited = copy.deepcopy(manifest)
    facts = edited["nodes"]["model.toy.facts"]["columns"]
    facts.update({name: {"data_type": type_} for name, type_ in columns.items()})
    return ModelGraph(edited, Path())


def test_a_table_with_the_contracts_columns_is_left_alone(
    warehouse: duckdb.DuckDBPyConnection, toy_manifest: dict[str, Any]
) -> None:
    assert changed_tables(warehouse, _graph(toy_manifest)) == []


@pytest.mark.parametrize("change", [{"team_id": "varchar"}, {"cost": "decimal(38, 9)"}])
def test_a_new_column_or_another_type_is_found(
    warehouse: duckdb.DuckDBPyConnection, toy_manifest: dict[str, Any], change: dict[str, str]
) -> None:
    assert changed_tables(warehouse, _graph(toy_manifest, **change)) == ["facts"]


def test_another_spelling_of_the_same_type_is_no_change(
    warehouse: duckdb.DuckDBPyConnection, toy_manifest: dict[str, Any]
) -> None:
    assert changed_tables(warehouse, _graph(toy_manifest, cost="float8", slice_id="text")) == []


def test_a_table_that_does_not_exist_yet_needs_no_refresh(toy_manifest: dict[str, Any]) -> None:
    assert changed_tables(duckdb.connect(), _graph(toy_manifest)) == []
