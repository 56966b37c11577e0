"""A table or a view takes the place of what stood there, whole or not at all."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest

from ingest.settings import Workspace
from orchestration.dbt_project import PROJECT_DIR, Project, dbt_executable

_PROJECT = """
name: small
profile: small
model-paths: [models]
macro-paths: [macros]
seed-paths: []
flags: {send_anonymous_usage_stats: false}
"""
_PROFILE = """
small: {target: duckdb, outputs: {duckdb: {type: duckdb, path: "{{ env_var('TONNE_WAREHOUSE') }}"}}}
"""


@pytest.fixture
def project(home: Path) -> Project:
    """A dbt project with no model yet."""
    folder = home / "small"
    for name in ("models", "macros"):
        (folder / name).mkdir(parents=True)
    shutil.copy(PROJECT_DIR / "macros/engine/replaced.sql", folder / "macros")
    (folder / "dbt_project.yml").write_text(_PROJECT)
    (folder / "profiles.yml").write_text(_PROFILE)
    return Project(Workspace(home), folder)


def _run(project: Project, sql: str, materialized: str) -> int:
    config = f"{{{{ config(materialized='{materialized}') }}}}\n"
    (project.project_dir / "models/figures.sql").write_text(config + sql)
    return subprocess.run(
        [dbt_executable(), "run"],
        env=project.environment(),
        cwd=project.workspace.home,
        capture_output=True,
        check=False,
    ).returncode


def _held(project: Project) -> tuple[str, int]:
    with duckdb.connect(str(project.workspace.warehouse)) as connection:
        found = connection.execute(
            "select table_type, (select max(kwh) from main.figures) from information_schema.tables"
        ).fetchall()
    (row,) = found  # nothing beside it
    return row


def test_a_view_takes_the_place_of_a_table_and_a_table_that_of_a_view(project: Project) -> None:
    for kwh, materialized in enumerate(("table", "table", "view", "view", "table")):
        assert _run(project, f"select {kwh} as kwh", materialized) == 0
        held = "BASE TABLE" if materialized == "table" else "VIEW"
        assert _held(project) == (held, kwh)


def test_what_fails_leaves_what_stood_there(project: Project) -> None:
    assert _run(project, "select 1 as kwh", "table") == 0
    assert _run(project, "select cast(concat('a', range) as integer) as kwh from range(3)", "table")
    assert _held(project) == ("BASE TABLE", 1)
