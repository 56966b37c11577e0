"""Workspaces in which a run is about to be killed, thrown away when it was healed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def doomed(tmp_path: Path) -> Iterator[Path]:
    """Where the workspace of one kill goes; removed after the test, for there are many."""
    yield tmp_path / "home"
    shutil.rmtree(tmp_path, ignore_errors=True)
