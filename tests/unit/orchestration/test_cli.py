"""The command line answers in sentences and leaves with the house's exit codes."""

from __future__ import annotations

import fcntl
import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from ingest.settings import Workspace
from ingest.source import discover
from orchestration.publishing import PublishedRun, publish

ROOT = Path(__file__).resolve().parents[3]


def _tonne(home: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from orchestration.cli import main; main()",
            "--home",
            home,
            *arguments,
        ],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def published(home: Path) -> Path:
    """A workspace with one published mart."""
    with duckdb.connect(str(home / "warehouse.duckdb")) as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.fct as select 'a' as team, 1.50::decimal(38, 9) as kgco2e "
            "union all select 'b', 0.25 order by 1"
        )
    publish(
        home / "warehouse.duckdb", home / "published/marts.duckdb", PublishedRun("run-1", "f", 0)
    )
    return home


def test_init_writes_a_workspace_that_can_be_read_back(tmp_path: Path) -> None:
    made = _tonne(tmp_path, "init", str(tmp_path / "acme"))
    status = _tonne(tmp_path / "acme", "status")

    assert made.returncode == 0
    assert status.returncode == 0
    assert "Workspace acme" in status.stdout
    assert (tmp_path / "acme/inputs/teams.csv").read_text().startswith("team_id,")
    written = (tmp_path / "acme/tonne.toml").read_text()
    assert "# aws_focus        AWS FOCUS exports" in written
    acme = Workspace(tmp_path / "acme")
    kinds = {kind for kind, source in discover().items() if source.own_place(acme) is None}
    assert {kind for kind in kinds if f"\n# {kind} " in written} == kinds
    assert acme.books.is_dir()


def test_init_says_what_each_register_is_for(tmp_path: Path) -> None:
    _tonne(tmp_path, "init", str(tmp_path / "acme"))
    written = (tmp_path / "acme/tonne.toml").read_text()
    registers = {source.register for source in discover().values() if source.register}

    assert {path.name for path in (tmp_path / "acme/inputs").iterdir()} == registers
    assert {name for name in registers if f"\n# {name} " in written} == registers
    assert "never empty: host_id, site_id, idle_policy\n" in written


def test_init_does_not_write_over_a_workspace(tmp_path: Path) -> None:
    _tonne(tmp_path, "init", str(tmp_path / "acme"))
    again = _tonne(tmp_path, "init", str(tmp_path / "acme"))

    assert again.returncode == 2
    assert "workspace already" in again.stderr


def test_sql_answers_in_three_forms(published: Path) -> None:
    query = "select team, kgco2e from marts.fct order by team"

    table = _tonne(published, "sql", query)
    csv = _tonne(published, "sql", "--format", "csv", query)
    as_json = _tonne(published, "sql", "--format", "json", "-", stdin=query)

    assert table.stdout.splitlines()[2:] == ["a     1.500000000", "b     0.250000000"]
    assert csv.stdout.splitlines() == ['"team","kgco2e"', '"a",1.500000000', '"b",0.250000000']
    assert json.loads(as_json.stdout)[1] == {"team": "b", "kgco2e": 0.25}


def test_a_question_that_cannot_be_answered_is_said_in_a_sentence(published: Path) -> None:
    wrong = _tonne(published, "sql", "select nothing from marts.fct")

    assert wrong.returncode == 1
    assert wrong.stderr.startswith("tonne: That cannot be answered.")
    assert "nothing" in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_a_folder_that_is_no_workspace_is_wrong_usage(home: Path) -> None:
    outcome = _tonne(home, "run")

    assert outcome.returncode == 2
    assert "tonne init" in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_nothing_published_yet_says_what_to_do(home: Path) -> None:
    outcome = _tonne(home, "sql", "select 1")

    assert outcome.returncode == 1
    assert "tonne run" in outcome.stderr


def test_a_run_leaves_with_5_while_another_writes(tmp_path: Path) -> None:
    _tonne(tmp_path, "init", str(tmp_path / "acme"))
    lock = tmp_path / "acme/.tonne/writer.lock"
    lock.parent.mkdir()
    lock.write_text('{"pid": 4711, "since": "2025-11-03 04:05:06 UTC"}')
    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        outcome = _tonne(tmp_path / "acme", "run")

    assert outcome.returncode == 5
    assert "process 4711 (since 2025-11-03 04:05:06 UTC)" in outcome.stderr


def test_a_report_takes_a_month_or_a_year_and_not_both(published: Path) -> None:
    both = _tonne(published, "report", "--period", "2025-10", "--year", "2025")
    unknown = _tonne(published, "report", "--period", "October")

    assert both.returncode == 2
    assert unknown.returncode == 2
    assert "October" in unknown.stderr


def test_a_demo_does_not_overwrite_the_workspace_of_somebody_real(tmp_path: Path) -> None:
    _tonne(tmp_path, "init", str(tmp_path / "acme"))
    before = (tmp_path / "acme/tonne.toml").read_text()
    outcome = _tonne(tmp_path / "acme", "demo")

    assert outcome.returncode == 1
    assert (tmp_path / "acme/tonne.toml").read_text() == before


def test_commands_that_only_read_do_not_import_dagster() -> None:
    heavy = ("dagster", "dbt", "polars")
    code = f"import sys, orchestration.cli; print([m for m in {heavy} if m in sys.modules])"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert loaded.stdout.strip() == "[]"
