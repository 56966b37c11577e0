"""A warehouse whose estimates and clouds' own figures are given row by row, built up to the reports.

Belongs here: injecting rows where a case gives no bill, building what follows them, running data
tests. Does not: what a test expects of a figure.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from ingest.source import discover
from orchestration import raw_tables, raw_views
from orchestration.lake_state import LakeState, contracts_of
from tests.pipeline import REPOSITORY

Row = Mapping[str, Any]

_PROJECT = REPOSITORY / "dbt_project"
_ESTIMATES = "fct_resource_estimates_daily"
_PROVIDED = "int_provider_emissions_unioned"
_UNIT_OF = {"water_withdrawal": "m3"}


@dataclass
class Given:
    """The rows of a case: daily estimates, clouds' figures, and when each slice was landed."""

    estimates: list[Row] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)
    landed: dict[str, datetime] = field(default_factory=dict)


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


def build_nothing(folder: Path) -> Path:
    """A warehouse over an empty lake, every model built: the ground that cases are set on."""
    database = folder / "warehouse.duckdb"
    with duckdb.connect(str(database)) as connection:
        nothing = LakeState(current=(), history=(), quarantined=(), files={})
        tables = raw_tables.raw_tables(nothing, [], "")
        columns = contracts_of(discover()).columns
        raw_views.write(connection, raw_views.RawSchema(columns, nothing.files, tables))
    run_dbt(database, "build", "--exclude-resource-type", "test", "unit_test")
    return database


def build(database: Path, given: Given, *, tested: bool = True) -> None:
    """Inject the rows of a case and build everything that follows from them, data tests too."""
    with duckdb.connect(str(database)) as connection:
        _replace(connection, f"marts.{_ESTIMATES}", given.estimates)
        connection.execute(
            f"create or replace temp table shape as from intermediate.{_PROVIDED} limit 0"
        )
        kind = connection.execute(
            "select table_type from information_schema.tables where table_name = ? "
            "and table_schema = 'intermediate'", [_PROVIDED],
        ).fetchone()  # fmt: skip
        if kind == ("VIEW",):
            connection.execute(f"drop view intermediate.{_PROVIDED}")
            connection.execute(f"create table intermediate.{_PROVIDED} as from shape")
        _replace(connection, f"intermediate.{_PROVIDED}", given.figures)
        landed = [
            {
                "kind": slice_id.split()[-1] if "/" in slice_id else "carbon",
                "slice_id": slice_id,
                "slice_version": "v",
                "is_current": True,
                "fetched_at": at,
            }
            for slice_id, at in given.landed.items()
        ]
        _replace(connection, "raw.slices", landed)
    no_tests = () if tested else ("--exclude-resource-type", "test", "unit_test")
    run_dbt(
        database, "build", *no_tests, "--select", f"{_ESTIMATES}+", f"{_PROVIDED}+",
        "stg_lake__slices+", "--exclude", _ESTIMATES, _PROVIDED, "test_type:unit",
    )  # fmt: skip


def run_dbt(database: Path, *arguments: str, code: int = 0) -> str:
    """Run dbt over a warehouse, hold that it exits with `code`, and return what it said."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("dbt")), "--no-use-colors", *arguments],
        cwd=_PROJECT,
        env={
            **os.environ,
            "PYTHONPATH": str(REPOSITORY),
            "TONNE_WAREHOUSE": str(database),
            "DBT_PROFILES_DIR": str(_PROJECT),
            "DBT_TARGET_PATH": str(database.parent / "target"),
            "DBT_LOG_PATH": str(database.parent / "logs"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, f"dbt exits {done.returncode}: {done.stdout[-6000:]}"
    return done.stdout


@contextmanager
def opened(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse, read-only."""
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


def _replace(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    connection.execute(f"delete from {table}")
    for row in rows:
        marks = ", ".join("?" for _ in row)
        connection.execute(
            f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values())
        )
