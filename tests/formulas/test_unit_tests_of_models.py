"""dbt's own unit tests: every formula of the models against values worked by hand."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.architecture.house import ROOT
from tests.injected import DATABASE, ground, run_dbt

_PROJECT = ROOT / "dbt_project"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """Status and message of every unit test, over the relations of an empty lake."""
    folder = tmp_path_factory.mktemp("formulas")
    database = Path(shutil.copy(ground(tmp_path_factory) / DATABASE, folder / DATABASE))
    # A formula that is off is for the results to tell.
    run_dbt(database, "test", "--select", "test_type:unit", code=None)
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
