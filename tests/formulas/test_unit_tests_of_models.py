"""dbt's own unit tests: every formula of the models against values worked by hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from ingest.source import discover
from orchestration import raw_tables, raw_views
from orchestration.lake_state import LakeState, contracts_of
from tests.architecture.house import ROOT

_PROJECT = ROOT / "dbt_project"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """Status and message of every unit test, over the relations of an empty lake."""
    folder = tmp_path_factory.mktemp("formulas")
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TONNE_WAREHOUSE": str(folder / "warehouse.duckdb"),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    with duckdb.connect(environment["TONNE_WAREHOUSE"]) as connection:
        nothing = LakeState(current=(), history=(), quarantined=(), files={})
        tables = raw_tables.raw_tables(nothing, [], "")
        columns = contracts_of(discover()).columns
        raw_views.write(connection, raw_views.RawSchema(columns, nothing.files, tables))
    _dbt(environment, "build", "--exclude-resource-type", "test", "unit_test")
    _dbt(environment, "test", "--select", "test_type:unit")
    answer = json.loads((folder / "target" / "run_results.json").read_bytes())
    return [
        {"name": one["unique_id"].split(".")[-1], **one}
        for one in answer["results"]
        if one["unique_id"].startswith("unit_test.")
    ]


def test_every_formula_gives_what_was_worked_by_hand(results: list[dict[str, str]]) -> None:
    failed = [f"{one['name']}: {one['message']}" for one in results if one["status"] != "pass"]

    assert failed == []


def test_there_are_unit_tests_to_run(results: list[dict[str, str]]) -> None:
    assert len(results) >= len(list(_PROJECT.rglob("int_*.sql")))


def _dbt(environment: dict[str, str], *arguments: str) -> None:
    """Run dbt in the project; a failing test is for the results to tell, anything else is said."""
    dbt = Path(sys.executable).with_name("dbt")
    done = subprocess.run(
        [str(dbt), "--no-use-colors", *arguments, "--profiles-dir", str(_PROJECT)],
        cwd=_PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0 or arguments[0] == "test", done.stdout[-4000:]
