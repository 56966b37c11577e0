"""`tonne check-budget` and `tonne check-run`: exit codes that a pipeline can stop at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result

from ingest.settings import Workspace
from orchestration.commands import check_budget, check_run
from orchestration.exit_codes import ExitCode
from orchestration.publishing import PublishedRun, publish
from publish.errors import NotPublishedError
from tests.unit.publish.published_file import definition, insert
from tests.unit.publish.use import FORMULA, Row

_MONTH = {"activity_month": "2025-11-01", "is_latest": True}


def _budget(name: str, budget: float, burned: float, forecast: float, **more: Any) -> Row:
    return {
        "budget_id": name, "budget_tco2e": budget, "burned_tco2e": burned,
        "forecast_tco2e": forecast, "is_exceeded": burned > budget,
        "is_forecast_exceeded": forecast > budget, **_MONTH, **more,
    }  # fmt: skip


_BUDGETS = [
    _budget("within", 50, 20, 40),
    _budget("tight", 50, 20, 60, unknown_subjects="spelt-wrong"),
    _budget("gone", 50, 51, 60),
    _budget("gone", 50, 99, 99, activity_month="2025-10-01", is_latest=False),
]
_RUNS = [
    {"run_id": "new", "total_location_kgco2e": 120, "total_market_kgco2e": 60,
     "it_joule_per_token": 2.2},
    {"run_id": "old", "total_location_kgco2e": 100, "total_market_kgco2e": 80,
     "it_joule_per_token": 2.0},
    {"run_id": FORMULA, "total_location_kgco2e": 100},
    {"run_id": "untold"},
]  # fmt: skip


@pytest.fixture
def workspace(home: Path) -> Workspace:
    """A workspace in which budgets and runs are published."""
    with duckdb.connect(str(home / "warehouse.duckdb")) as connection:
        connection.execute("create schema marts")
        for table, rows in (("rpt_chargeback__budgets", _BUDGETS), ("fct_ai_runs", _RUNS)):
            connection.execute(definition(table))
            insert(connection, table, rows)
    published = home / "published/marts.duckdb"
    publish(home / "warehouse.duckdb", published, PublishedRun("run-1", "f", 0))
    return Workspace(home)


def _asked(command: Any, workspace: Workspace, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, obj=workspace, standalone_mode=False)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("within", "tight"), ExitCode.OK),
        (("within", "--forecast"), ExitCode.OK),
        (("tight", "--forecast"), ExitCode.BREACHED),
        (("gone",), ExitCode.BREACHED),
        ((), ExitCode.BREACHED),
    ],
)
def test_an_exceeded_budget_stops_the_pipeline(
    workspace: Workspace, arguments: tuple[str, ...], code: ExitCode
) -> None:
    assert _asked(check_budget.command, workspace, *arguments).return_value == code


def test_a_budget_is_told_as_text_and_as_json(workspace: Workspace) -> None:
    text = _asked(check_budget.command, workspace, "tight", "--forecast").stdout
    told = json.loads(
        _asked(check_budget.command, workspace, "tight", "--forecast", "--format", "json").stdout
    )

    assert "forecast_exceeded" in text
    assert "spelt-wrong" in text, "a subject that nobody knows is no use of nothing"
    assert told == [
        {"budget": "tight", "month": "2025-11-01", "used_tco2e": 20, "budget_tco2e": 50,
         "forecast_tco2e": 60, "unknown": "spelt-wrong", "status": "forecast_exceeded"}
    ]  # fmt: skip


def test_a_budget_that_nobody_registered_is_an_error_of_use(workspace: Workspace) -> None:
    done = _asked(check_budget.command, workspace, "other")
    assert "There is: gone, tight, within" in str(done.exception)


@pytest.mark.parametrize(
    ("arguments", "statuses"),
    [
        (("new", "--max-kg", "120"), ["ok"]),
        (("new", "--max-kg", "119.9"), ["breached"]),
        (("new", "--max-kg", "100", "--method", "market"), ["ok"]),
        (("new", "--max-joule-per-token", "2.1"), ["breached"]),
        (("new", "--baseline", "old"), ["breached", "ok"]),
        (("new", "--baseline", "old", "--tolerance", "20"), ["ok", "ok"]),
        (("new", "--baseline", "old", "--tolerance", "0"), ["breached", "breached"]),
        (("untold", "--max-kg", "5"), ["unknown"]),
        (("new", "--baseline", "untold"), ["unknown"]),
        ((FORMULA, "--max-kg", "100", "--max-joule-per-token", "9"), ["ok", "unknown"]),
    ],
)
def test_a_run_is_held_to_its_bars_and_what_is_unknown_is_not_held(
    workspace: Workspace, arguments: tuple[str, ...], statuses: list[str]
) -> None:
    done = _asked(check_run.command, workspace, *arguments, "--format", "json")
    told = json.loads(done.stdout)

    assert [one["status"] for one in told] == statuses
    assert {one["run"] for one in told} == {arguments[0]}
    assert done.return_value == (ExitCode.OK if set(statuses) == {"ok"} else ExitCode.BREACHED)


def test_a_run_without_a_bar_or_that_nobody_knows_is_an_error_of_use(workspace: Workspace) -> None:
    assert "--max-kg" in str(_asked(check_run.command, workspace, "new").exception)
    unknown = _asked(check_run.command, workspace, "other", "--max-kg", "1")
    assert "No run 'other' is published" in str(unknown.exception)


def test_before_anything_is_published_the_checks_say_what_to_do(home: Path) -> None:
    done = _asked(check_budget.command, Workspace(home))
    assert isinstance(done.exception, NotPublishedError)
    assert "tonne run" in str(done.exception)
