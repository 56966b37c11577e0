"""The toy dbt project, parsed once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest.settings import Workspace
from orchestration.dbt_project import Project
from tests.unit.orchestration import toy_project


@pytest.fixture(scope="session")
def toy_manifest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """dbt's own manifest of the toy project; where it lies does not matter to it."""
    root = tmp_path_factory.mktemp("toy")
    return Project(Workspace(root / "home"), toy_project.write(root)).manifest()


@pytest.fixture
def toy_dir(tmp_path: Path) -> Path:
    """A fresh copy of the toy project's files."""
    return toy_project.write(tmp_path)
