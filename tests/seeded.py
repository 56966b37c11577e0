"""Seeds loaded and tested once for all new workspaces of a session: most of a small build.

Belongs here: making and copying them. Does not: any model; each workspace builds its own.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from ingest.settings import Workspace
from orchestration import tested_seeds
from orchestration.dbt_project import Project, dbt_executable
from orchestration.lock import WriterLock
from tests.once import made_once

_BUILD = ("build", "--select", "resource_type:seed", "--indirect-selection", "cautious")


_PARSED = "partial_parse.msgpack"
_factories: list[pytest.TempPathFactory] = []


@contextmanager
def of_session(factory: pytest.TempPathFactory) -> Iterator[None]:
    """While it lasts, workspaces can be prepared."""
    _factories.append(factory)
    yield
    _factories.remove(factory)


def prepare(home: Path) -> None:
    """Give a workspace that was never built the seeds, and dbt's reading of the project."""
    if (home / "warehouse.duckdb").exists() or not (home / "tonne.toml").exists():
        return
    # What somebody writes at this moment may be there before the seeds are, and they would hide it.
    if WriterLock(home / ".tonne").holder() is not None:
        return
    made = _made()
    shutil.copy(made / "warehouse.duckdb", home)
    shutil.copytree(made / ".tonne", home / ".tonne", dirs_exist_ok=True)


def lend_parse(target: Path) -> None:
    """Let a dbt that writes into `target` begin with the project read, where it has not yet."""
    if not (target / _PARSED).exists():
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(_made() / ".tonne/dbt/target" / _PARSED, target)


def _made() -> Path:
    return made_once(_factories[-1], "seeded", _make)


def _make(home: Path) -> None:
    home.mkdir()
    project = Project(Workspace(home))
    project.manifest()
    done = subprocess.run(
        [dbt_executable(), "--no-use-colors", *_BUILD],
        cwd=home,
        env=project.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    with duckdb.connect(str(home / "warehouse.duckdb")) as connection:
        connection.execute("create schema raw")
        tested_seeds.remember(connection, project)
