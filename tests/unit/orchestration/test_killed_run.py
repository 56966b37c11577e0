"""A run that is killed anywhere is healed by the next, which ends as a fresh build does."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ingest.demo import restate_november, write_company
from tests.demo_company import ON_AWS_ALONE
from tests.unit.orchestration import toy_project
from tests.unit.orchestration.toy_run import run, summary

ROOT = Path(__file__).resolve().parents[3]
pytestmark = [pytest.mark.slow, pytest.mark.kills]


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy project, at one place for all runs."""
    return toy_project.write(tmp_path_factory.mktemp("toy"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, toy: Path) -> Path:
    """A copy of a workspace that was run once, and to which November was delivered again."""
    folder = tmp_path_factory.mktemp("built")
    home = folder / "home"
    months = ("2025-10", "2025-11")
    write_company(home, lines=2_000, months=months, restated=False, **ON_AWS_ALONE)
    run(home, toy)
    restate_november(home)
    shutil.copytree(home, folder / "copy")
    return folder / "copy"


def _fresh(built: Path) -> Path:
    """The workspace as it was, at its old place: the exports in it name their files absolutely."""
    home = built.with_name("home")
    shutil.rmtree(home)
    shutil.copytree(built, home)
    return home


@pytest.fixture(scope="module")
def expected(built: Path, toy: Path) -> list[Any]:
    """What a run that nobody kills publishes."""
    home = _fresh(built)
    run(home, toy)
    assert summary(home) != summary(built)
    return summary(home)


@pytest.mark.parametrize(
    ("point", "whom"),
    [
        ("after_parquet", "group"),
        ("during_raw_views", "parent"),
        ("inside_daily", "group"),
        ("inside_daily", "parent"),
        ("between_models", "parent"),
        ("inside_facts", "group"),
        ("before_swap", "group"),
        ("during_swap", "parent"),
    ],
)
def test_a_killed_run_is_healed_by_the_next(
    built: Path, expected: list[Any], toy: Path, point: str, whom: str
) -> None:
    home = _fresh(built)
    before = summary(home)
    killed = subprocess.Popen(
        [sys.executable, "-m", "tests.unit.orchestration.toy_run", home, toy],
        env={**os.environ, "TONNE_CRASH_AT": point, "TONNE_CRASH_WHOM": whom},
        cwd=ROOT,
        start_new_session=True,
    )

    assert killed.wait(timeout=300) == -signal.SIGKILL
    assert summary(home) == (expected if point == "during_swap" else before)
    run(home, toy)
    assert summary(home) == expected
