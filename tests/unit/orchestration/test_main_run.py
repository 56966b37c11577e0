"""The main job lands, computes and publishes; a second run finds nothing to do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.console import Console

from ingest.demo import restate_november, write_company
from ingest.errors import TonneError
from ingest.lake import Lake
from ingest.settings import Workspace
from orchestration.dbt_project import Project
from orchestration.main_run import execute
from orchestration.progress import RunRecord, ScreenProgress
from orchestration.published_file import open_published
from orchestration.run_options import RunOptions
from orchestration.workroom import Workroom

ROOT = Path(__file__).resolve().parents[3]
MONTHS = ("2025-10", "2025-11")
_RUN = """
import os, sys
from pathlib import Path
os.environ["TONNE_PID"] = str(os.getpid())
from tests.unit.orchestration.test_main_run import run
run(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def run(home: Path, toy_dir: Path, options: RunOptions | None = None) -> RunRecord:
    """Run the toy project over a workspace, as `tonne run` does."""
    workspace = Workspace(home)
    with ScreenProgress(Console(stderr=True)) as progress:
        room = Workroom(workspace, Project(workspace, toy_dir), progress)
        execute(room, options or RunOptions())
    return room.record


def _slices(home: Path) -> list[str]:
    with open_published(home / "published/marts.duckdb") as connection:
        rows = connection.execute("select slice_id from marts.summary order by all").fetchall()
    return [slice_id for (slice_id,) in rows]


def _last_dbt_start(home: Path) -> int:
    return (home / ".tonne/dbt/target/run_results.json").stat().st_mtime_ns


def test_a_run_publishes_once_and_starts_dbt_only_for_what_is_new(
    home: Path, toy_dir: Path
) -> None:
    write_company(home, lines=2_000, months=MONTHS, restated=False)

    first = run(home, toy_dir)
    assert first.published is not None
    bills = [one.slice_id for one in first.landed if one.slice_id.startswith("lumenfold_aws")]
    assert bills == [f"lumenfold_aws__{month}" for month in MONTHS]
    assert _slices(home) == bills

    started = _last_dbt_start(home)
    second = run(home, toy_dir)
    assert second.has_nothing_to_build
    assert second.published is None
    assert {one.status for one in second.landed} == {"unchanged"}
    assert _last_dbt_start(home) == started

    Lake(home / "lake").retire(bills[0])
    restate_november(home)
    third = run(home, toy_dir, RunOptions(source="lumenfold_aws"))
    assert third.published is not None
    assert third.published.fingerprint != first.published.fingerprint
    assert _slices(home) == bills[1:]


def test_a_failing_model_publishes_nothing_and_is_named(home: Path, toy_dir: Path) -> None:
    write_company(home, lines=2_000, months=MONTHS)
    (toy_dir / "models/summary.sql").write_text(
        "{{ config(schema='marts') }} select nothing from {{ ref('facts') }}"
    )

    with pytest.raises(TonneError, match=r"(?s)model\.toy\.summary.*nothing"):
        run(home, toy_dir)
    assert not (home / "published/marts.duckdb").exists()


@pytest.mark.slow
@pytest.mark.kills
@pytest.mark.parametrize("whom", ["parent", "group"])
@pytest.mark.parametrize("point", ["inside_daily", "between_models"])
def test_a_run_killed_while_it_computes_is_healed_by_the_next(
    home: Path, toy_dir: Path, whom: str, point: str
) -> None:
    write_company(home, lines=2_000, months=MONTHS, restated=False)
    run(home, toy_dir)
    restate_november(home)
    killed = subprocess.Popen(
        [sys.executable, "-c", _RUN, home, toy_dir],
        env={
            **os.environ,
            "TONNE_CRASH_AT": point,
            "TONNE_CRASH_WHOM": whom,
            "PYTHONPATH": str(ROOT),
        },
        start_new_session=True,
    )

    assert killed.wait(timeout=300) == -signal.SIGKILL
    assert run(home, toy_dir).published is not None
    assert _slices(home) == [f"lumenfold_aws__{month}" for month in MONTHS]


def test_dbt_does_not_open_the_warehouse_for_a_parent_that_is_gone(
    home: Path, toy_dir: Path
) -> None:
    environment = {**Project(Workspace(home), toy_dir).environment(), "TONNE_PID": "1"}
    before = time.monotonic()

    orphan = subprocess.run(
        [Path(sys.executable).with_name("dbt"), "build"],
        env=environment,
        cwd=toy_dir,
        capture_output=True,
        text=True,
        check=False,
    )

    assert orphan.returncode != 0
    assert "has ended" in orphan.stdout
    assert not (home / "warehouse.duckdb").exists()
    assert time.monotonic() - before < 120
