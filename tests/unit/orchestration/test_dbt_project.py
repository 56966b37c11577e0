"""dbt parses when a file that its parser reads changed, and only then."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.errors import TonneError
from ingest.settings import Workspace
from orchestration.dbt_project import Project
from tests.unit.orchestration import toy_project


def _project(home: Path, toy_dir: Path) -> Project:
    return Project(Workspace(home), toy_dir)


def _parsed_at(home: Path) -> int:
    return (home / ".tonne/dbt/parsed/manifest.json").stat().st_mtime_ns


def test_dbt_parses_again_only_when_a_model_changed(home: Path, toy_dir: Path) -> None:
    first = _project(home, toy_dir).manifest()
    parsed_at = _parsed_at(home)

    assert _project(home, toy_dir).manifest() == first
    assert _parsed_at(home) == parsed_at

    model = toy_dir / "models/summary.sql"
    model.write_text(model.read_text() + "-- another word\n")
    again = _project(home, toy_dir).manifest()

    assert "another word" in again["nodes"]["model.toy.summary"]["raw_code"]


def test_other_numbers_in_a_seed_change_the_digest_without_a_parse(
    home: Path, toy_dir: Path
) -> None:
    project = _project(home, toy_dir)
    project.manifest()
    parsed_at, digest = _parsed_at(home), project.digest()
    (toy_dir / "../seeds/prices.csv").write_text("price\n9.0\n")
    changed = _project(home, toy_dir)
    changed.manifest()

    assert changed.digest() != digest
    assert _parsed_at(home) == parsed_at


def test_what_dbt_writes_is_no_part_of_the_project(home: Path, toy_dir: Path) -> None:
    digest = _project(home, toy_dir).digest()
    (toy_dir / "target").mkdir()
    (toy_dir / "target/manifest.json").write_text("{}")

    assert _project(home, toy_dir).digest() == digest


def test_a_project_in_another_folder_is_read_with_its_own_seeds(home: Path, toy_dir: Path) -> None:
    _project(home, toy_dir).manifest()
    other = toy_project.write(home / "other")
    seed = _project(home, other).manifest()["nodes"]["seed.toy.prices"]

    assert seed["root_path"] == str(other)


def test_a_project_that_cannot_be_read_is_said_in_dbts_words(home: Path, toy_dir: Path) -> None:
    (toy_dir / "models/broken.sql").write_text("select * from {{ ref('nowhere') }}")

    with pytest.raises(TonneError, match="nowhere"):
        _project(home, toy_dir).manifest()
    assert not (home / ".tonne/dbt/parsed/of.json").exists()


@pytest.mark.parametrize("name", ["DBT_RESOURCE_TYPES", "DBT_EXCLUDE_RESOURCE_TYPES", "DBT_EMPTY"])
def test_a_shells_words_to_another_dbt_leave_no_test_out(
    home: Path, toy_dir: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "model")

    assert name not in _project(home, toy_dir).environment()


def test_dbt_writes_into_the_workspace_and_knows_its_parent(home: Path, toy_dir: Path) -> None:
    environment = _project(home, toy_dir).environment()

    assert environment["TONNE_PID"] == str(os.getpid())
    assert environment["TONNE_WAREHOUSE"] == "warehouse.duckdb"
    for name in ("DBT_TARGET_PATH", "DBT_LOG_PATH"):
        assert Path(environment[name]).is_relative_to(home.resolve() / ".tonne")
