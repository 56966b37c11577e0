"""A warehouse whose estimates and clouds' own figures are given row by row, up to the reports.

Belongs here: injecting rows where a case gives no bill, building what follows them, running data
tests. Does not: what a test expects of a figure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest.source import discover
from orchestration import raw_tables, raw_views
from orchestration.lake_state import LakeState, contracts_of
from tests import seeded
from tests.once import made_once
from tests.pipeline import REPOSITORY

Row = Mapping[str, Any]

_PROJECT = REPOSITORY / "dbt_project"
_ESTIMATES = "fct_resource_estimates_daily"
_PROVIDED = "int_provider_emissions_unioned"
_UNIT_OF = {"water_withdrawal": "m3"}

_OF_FACTORS = "every_entry_names_a_factor"
"""The one test that estimates without factors, as they are given here, cannot pass."""

DATABASE = "warehouse.duckdb"
"""Its name, which the views of the staging layer spell out."""

_READ = ("test", "compile")
"""Commands whose artefacts tests read; dbt writes them twice, a quarter of starting it."""

LANDED = datetime(2026, 6, 1)
"""When a slice was landed whose case says nothing about it."""


@dataclass
class Given:
    """The rows of a case: daily estimates, clouds' figures, and when each slice was landed.

    `relations` holds the rows of any other model, by schema and name (`marts.dim_team`).
    """

    estimates: list[Row] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)
    landed: dict[str, datetime] = field(default_factory=dict)
    relations: dict[str, list[Row]] = field(default_factory=dict)


def estimate(account: str, month: str, team: str, **columns: Any) -> Row:
    """A usage estimate of one resource on the second day of a month (`2025-12`), tier 4."""
    return {
        "usage_date": f"{month}-02",
        "slice_id": f"bill {account} {month}",
        "build_key": "given",
        "sub_account_id": account,
        "team_id": team,
        "owner_key": team,
        "evidence_tier": 4,
        "resource_id": f"resource of {team}",
        "resource_kind": "vm",
        "charge_category": "Usage",
        "factor_set_id": "given",
        "billing_currency": "USD",
        "line_item_count": 1,
        "market_basis": "location_placeholder",
        "is_market_complete": False,
        **columns,
    }


def figure(account: str, month: str, measure: str, kg: float, **columns: Any) -> Row:
    """One figure of a cloud's tool in kg; `slice_id` tells deliveries apart."""
    litres = kg if measure in _UNIT_OF else None
    return {
        "slice_id": f"figures {account} {month}",
        "slice_version": "v",
        "billing_account_id": "payer",
        "sub_account_id": account,
        "activity_month": f"{month}-01",
        "measure": measure,
        "original_value": kg,
        "original_unit": _UNIT_OF.get(measure, "kgCO2e"),
        "emissions_kgco2e": None if litres is not None else kg,
        "water_l": litres,
        "is_partial": False,
        **columns,
    }


def books_of(factory: pytest.TempPathFactory, folder: Path, given: Given) -> Path:
    """A warehouse of its own in `folder` that holds the rows and all that follows, tests passed."""
    database = Path(shutil.copy(ground(factory) / DATABASE, folder / DATABASE))
    landed = {row["slice_id"]: LANDED for row in given.figures} | given.landed
    with duckdb.connect(str(database)) as connection:
        replace(connection, f"marts.{_ESTIMATES}", given.estimates)
        given_to = {f"intermediate.{_PROVIDED}": given.figures, **given.relations}
        for relation, rows in given_to.items():
            _give(connection, relation, rows)
        replace(connection, "raw.slices", [landed_slice(*slice_) for slice_ in landed.items()])
    models = [_ESTIMATES, _PROVIDED, *(name.rpartition(".")[2] for name in given.relations)]
    run_dbt(
        database, "build", "--select", *(f"{model}+" for model in models), "stg_lake__slices+",
        "--exclude", *models, "test_type:unit", _OF_FACTORS,
    )  # fmt: skip
    return database


def ground(factory: pytest.TempPathFactory) -> Path:
    """The folder of a warehouse in which nothing has landed, made once a session."""
    return made_once(factory, "injected-ground", _build_nothing)


def _build_nothing(folder: Path) -> None:
    """A warehouse over an empty lake, every model built: the ground that cases are set on."""
    folder.mkdir()
    database = folder / DATABASE
    with duckdb.connect(str(database)) as connection:
        nothing = LakeState(current=(), history=(), quarantined=(), files={})
        tables = raw_tables.raw_tables(nothing, [], "")
        columns = contracts_of(discover()).columns
        raw_views.write(connection, raw_views.RawSchema(columns, nothing.files, tables))
    run_dbt(database, "build", "--exclude-resource-type", "test", "unit_test")


def stand_in(connection: duckdb.DuckDBPyConnection, view: str) -> None:
    """A table in place of a view of the lake, with its columns and their types."""
    connection.execute(f"create or replace temp table shape as from raw.{view} limit 0")
    connection.execute(f"drop view if exists raw.{view}")
    connection.execute(f"create table raw.{view} as from shape")


def landed_slice(slice_id: str, at: datetime = LANDED) -> Row:
    """A slice of the lake in its one version, landed at a moment."""
    return {
        "kind": "carbon",
        "slice_id": slice_id,
        "slice_version": "v",
        "is_current": True,
        "fetched_at": at,
    }


def run_dbt(database: Path, *arguments: str, code: int | None = 0, project: Path = _PROJECT) -> str:
    """Run dbt over a warehouse, hold that it exits with `code`, and return what it said.

    With no `code` dbt may end well, or with tests that fail. A copied `project` is read anew.
    """
    target = database.parent / "target"
    if project == _PROJECT:
        seeded.lend_parse(target)
    done = subprocess.run(
        [str(Path(sys.executable).with_name("dbt")), "--no-use-colors", *arguments],
        cwd=database.parent,
        env={
            **os.environ,
            "PYTHONPATH": str(REPOSITORY),
            "TONNE_WAREHOUSE": database.name,
            "DBT_PROJECT_DIR": str(project),
            "DBT_PROFILES_DIR": str(project),
            "DBT_TARGET_PATH": str(target),
            "DBT_LOG_PATH": str(database.parent / "logs"),
            "DBT_LOG_LEVEL_FILE": "info",
            "DBT_WRITE_JSON": str(arguments[0] in _READ),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in ((0, 1) if code is None else (code,)), (
        f"dbt exits {done.returncode}: {done.stdout[-6000:]}"
    )
    return done.stdout


@contextmanager
def opened(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse, read-only."""
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


def _give(connection: duckdb.DuckDBPyConnection, relation: str, rows: Sequence[Row]) -> None:
    """A table of rows in place of a model, be it a view, with the model's columns and types."""
    connection.execute(f"create or replace temp table shape as from {relation} limit 0")
    schema, _, name = relation.partition(".")
    kind = connection.execute(
        "select table_type from information_schema.tables where table_schema = ? "
        "and table_name = ? and table_catalog = current_database()", [schema, name],
    ).fetchall()  # fmt: skip
    connection.execute(f"drop {'view' if kind == [('VIEW',)] else 'table'} {relation}")
    connection.execute(f"create table {relation} as from shape")
    replace(connection, relation, rows)


def replace(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    """Make `rows` the rows of a table; columns that a row does not name are null."""
    connection.execute(f"delete from {table}")
    for row in rows:
        marks = ", ".join("?" for _ in row)
        connection.execute(
            f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values())
        )
